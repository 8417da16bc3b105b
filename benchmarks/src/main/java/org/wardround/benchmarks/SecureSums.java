package org.wardround.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wardround.cli.crypto.FastCurves;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.core.vector.Vector;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.privacy.secure.Refusal;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.SessionTerms;
import org.wardround.privacy.secure.coordinator.CollectingAnswers;
import org.wardround.privacy.secure.coordinator.CollectingConfirmations;
import org.wardround.privacy.secure.coordinator.CollectingInputs;
import org.wardround.privacy.secure.coordinator.CollectingKeys;
import org.wardround.privacy.secure.coordinator.CollectingShares;
import org.wardround.privacy.secure.coordinator.Unmasked;
import org.wardround.privacy.secure.site.Advertising;
import org.wardround.privacy.secure.site.Confirming;
import org.wardround.privacy.secure.site.Masking;
import org.wardround.privacy.secure.site.Participant;
import org.wardround.privacy.secure.site.Sharing;
import org.wardround.privacy.secure.site.Unmasking;

/**
 * What secure sums cost: one site's masking, and the coordinator's taking off of masks after 30 % of the sites were lost having dealt shares. All that is timed runs on one thread; what
 * leads there uses all. Usage: {@code SecureSums SITES WORDS 64|32 [REPEATS]}.
 */
final class SecureSums {
    private static final double LOST = 0.3;

    private final SecureSession session;
    private final SortedMap<SiteId, Participant> participants = new TreeMap<>();
    private final int words;

    private SecureSums(int sites, int words, Ring ring) {
        SortedMap<SiteId, SigningKey> identities = new TreeMap<>();
        for (int i = 0; i < sites; i++) {
            identities.put(new SiteId("site-%04d".formatted(i)), SigningKey.generate());
        }
        SortedMap<SiteId, VerifyingKey> keys = new TreeMap<>();
        identities.forEach((site, key) -> keys.put(site, key.verifyingKey()));
        Sha256 any = Sha256.of("benchmark");
        this.words = words;
        this.session = new SecureSession(new SessionTerms("run", 1, 1, any, any, any, any, keys, ring, words, ""));
        PeerRules rules = new PeerRules(keys, PeerRules.DEFAULT_MINIMUM_PEERS);
        identities.forEach((site, key) -> participants.put(
                site,
                new Participant(
                        session,
                        site,
                        key,
                        rules,
                        SecretBytes.copyOf(Sha256.of(site.name()).toBytes()))));
    }

    public static void main(String[] arguments) {
        FastCurves.install(); // As the programs do.
        int sites = Integer.parseInt(arguments[0]);
        int words = Integer.parseInt(arguments[1]);
        Ring ring = arguments[2].equals("32") ? Ring.BITS_32 : Ring.BITS_64;
        int repeats = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        new SecureSums(sites, words, ring).measure(repeats);
    }

    private void measure(int repeats) {
        CollectingKeys keys = new CollectingKeys(session);
        Map<SiteId, Advertising> advertising = each(participants, Advertising::new);
        advertising.values().forEach(one -> expectNone(keys.add(one.message())));
        CollectingShares shares = keys.close();
        Map<SiteId, Sharing> sharing =
                each(advertising, one -> phase(one.onKeys(shares.advertised().values())));
        sharing.values().forEach(one -> expectNone(shares.add(one.message())));
        CollectingInputs inputs = shares.close();

        int lost = Math.min((int) (LOST * participants.size()), participants.size() - session.threshold());
        List<SiteId> survivors = new ArrayList<>(participants.keySet()).subList(0, participants.size() - lost);
        Words plain = ArrayWords.owning(new long[words]);
        SiteId first = survivors.get(0);
        Masking masking = phase(Objects.requireNonNull(sharing.get(first)).onShares(inputs.dealtTo(first)));
        long[] timesMasking = new long[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            read(masking.mask(plain));
            timesMasking[i] = System.nanoTime() - start;
        }
        System.out.printf(
                "masking at one site of %d, %,d words of %d bits: median %.3f s of %d%n",
                participants.size(), words, session.ring().wordBytes() * 8, median(timesMasking), repeats);

        Map<SiteId, Confirming> confirming = new TreeMap<>();
        SortedMap<SiteId, Words> masked = new TreeMap<>();
        for (SiteId site : survivors) {
            Masking one = phase(Objects.requireNonNull(sharing.get(site)).onShares(inputs.dealtTo(site)));
            // All have sent zeros: what is added up is not what is measured, and one vector in memory stands for all.
            masked.put(site, plain);
            confirming.put(site, one.onStored(Sha256.of(site.name())));
            expectNone(inputs.add(confirming.get(site).message()));
        }
        CollectingConfirmations confirmations = inputs.close();
        Map<SiteId, Unmasking> unmasking = each(
                confirming,
                one -> phase(one.onSurvivors(confirmations.survivors().values())));
        unmasking.values().forEach(one -> expectNone(confirmations.add(one.message())));
        CollectingAnswers answers = confirmations.close();
        unmasking.values().stream()
                .limit(session.threshold())
                .forEach(one -> expectNone(answers.add(
                        phase(one.onConfirmations(answers.confirmed().values())))));
        long[] timesUnmasking = new long[repeats];
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            Unmasked unmasked = phase(answers.close());
            long rebuilt = System.nanoTime();
            read(unmasked.sum(masked));
            timesUnmasking[i] = System.nanoTime() - start;
            System.out.printf(
                    "  secrets and keys %.3f s, masks %.3f s%n",
                    (rebuilt - start) / 1e9, (System.nanoTime() - rebuilt) / 1e9);
        }
        System.out.printf(
                "unmasking with %d of %d sites lost: median %.3f s of %d%n",
                lost, participants.size(), median(timesUnmasking), repeats);
    }

    private static void read(Words words) {
        long[] block = new long[Vector.BLOCK];
        for (long offset = 0; offset < words.length(); offset += block.length) {
            words.read(offset, block, (int) Math.min(block.length, words.length() - offset));
        }
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e9;
    }

    private static <A, B> Map<SiteId, B> each(Map<SiteId, A> all, Function<A, B> step) {
        return all.entrySet().parallelStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> step.apply(one.getValue()),
                        (one, other) -> one,
                        ConcurrentSkipListMap::new));
    }

    private static <P> P phase(Next<P> next) {
        if (next instanceof Next.Phase<P> phase) {
            return phase.phase();
        }
        throw new IllegalStateException("refused: " + next);
    }

    private static void expectNone(Optional<Refusal> refusal) {
        refusal.ifPresent(one -> {
            throw new IllegalStateException("refused: " + one.words());
        });
    }
}
