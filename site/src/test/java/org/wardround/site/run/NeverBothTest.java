package org.wardround.site.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.storage.Journal;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SumQuestion;
import org.wardround.privacy.secure.Confirmation;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.privacy.secure.SealedShares;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.SessionTerms;
import org.wardround.privacy.secure.ShareBundle;
import org.wardround.privacy.secure.UnmaskAnswer;
import org.wardround.privacy.secure.site.Advertising;
import org.wardround.privacy.secure.site.Confirming;
import org.wardround.privacy.secure.site.Participant;
import org.wardround.privacy.secure.site.Sharing;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.SecureCodec;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Signed;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.ledger.Caps;
import org.wardround.study.file.StudyFile;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

/**
 * The coordinator and all other sites are against one hospital: it is killed at any call to its disk, by a power cut in half of the cases, comes back, and is told of other survivors than before,
 * all in order and signed. Whatever it says before and after, of no site it gives a share of the mask and a share of the key as well. {@code
 * -Dnever.both=10000} for more trials.
 */
class NeverBothTest {
    private static final int TRIALS = Integer.getInteger("never.both", 1000);
    private static final int SITES = 6;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final StudyFile STUDY = StudyFile.read(Path.of("..", "studies", "heart-disease", "study.yaml"));
    private static final SortedMap<SiteId, SigningKey> KEYS = keys();
    private static final SiteId SELF = KEYS.firstKey();
    private static final Head HEAD = Head.newBuilder()
            .setLength(1)
            .setHash(Digests.toBytes(Sha256.of("history")))
            .build();
    private static final Question QUESTION = new SumQuestion(
            new RoundPlan(1, TaskKind.TRAIN, new TreeSet<>(KEYS.keySet()), SITES - 1),
            new SumLayout(SITES, List.of(Segment.plain("words", 3, 10))),
            SumQuestion.Weighting.NONE,
            site -> {
                throw new IllegalStateException("nothing is computed here");
            });

    private final Adversary adversary = new Adversary();
    private int answeredTheFirst;
    private int answeredTheSecond;
    private int refused;

    private static SortedMap<SiteId, SigningKey> keys() {
        SortedMap<SiteId, SigningKey> keys = new TreeMap<>();
        for (int i = 0; i < SITES; i++) {
            keys.put(new SiteId("site-" + i), SigningKey.generate());
        }
        return keys;
    }

    @Test
    void whatever_list_it_is_told_after_a_restart() {
        int calls = calls();
        for (int trial = 0; trial < TRIALS; trial++) {
            SeededStream random = SeededStream.of(trial, "never both");
            SiteId first = other(random, null);
            SiteId second = other(random, first);
            List<UnmaskAnswer> said = killed(random, 1 + random.nextInt(calls + 2), without(first), without(second));
            assertNeverBoth(trial, said);
        }
        assertThat(answeredTheFirst).as("killed late").isGreaterThan(TRIALS / 20);
        assertThat(answeredTheSecond).as("killed early").isGreaterThan(TRIALS / 20);
        assertThat(refused).as("told otherwise of what it has confirmed").isGreaterThan(TRIALS / 20);
    }

    private static SiteId other(SeededStream random, SiteId than) {
        List<SiteId> others = new ArrayList<>(KEYS.keySet());
        others.remove(SELF);
        others.remove(than);
        return others.get(random.nextInt(others.size()));
    }

    private static SortedSet<SiteId> without(SiteId site) {
        SortedSet<SiteId> survivors = new TreeSet<>(KEYS.keySet());
        survivors.remove(site);
        return survivors;
    }

    private static void assertNeverBoth(int trial, List<UnmaskAnswer> said) {
        SortedSet<SiteId> masks = new TreeSet<>();
        SortedSet<SiteId> keys = new TreeSet<>();
        said.forEach(answer -> {
            masks.addAll(answer.selfMasks().keySet());
            keys.addAll(answer.maskKeys().keySet());
        });
        masks.retainAll(keys);
        assertThat(masks).as("sites given away in trial %d", trial).isEmpty();
    }

    /** How often an undisturbed site calls its disk. */
    private int calls() {
        MemoryDisk disk = new MemoryDisk();
        assertThat(drive(new Victim(disk), adversary, new TreeSet<>(KEYS.keySet()), new ArrayList<>()))
                .isTrue();
        return disk.calls();
    }

    private List<UnmaskAnswer> killed(
            SeededStream random, int call, SortedSet<SiteId> first, SortedSet<SiteId> second) {
        List<UnmaskAnswer> said = new ArrayList<>();
        MemoryDisk disk = new MemoryDisk();
        disk.stopAt(call);
        try {
            drive(new Victim(disk), adversary, first, said);
        } catch (Crash crash) {
            // At this call, as asked.
        }
        boolean before = !said.isEmpty();
        answeredTheFirst += before ? 1 : 0;
        if (random.nextInt(2) == 0) {
            disk.powerFails(random);
        } else {
            disk.processDies();
        }
        if (!drive(new Victim(disk), adversary, second, said)) {
            refused++;
        } else if (!before) {
            answeredTheSecond++;
        }
        return said;
    }

    /** Whether the site went along to its answer. */
    private static boolean drive(
            Victim victim, Adversary adversary, SortedSet<SiteId> survivors, List<UnmaskAnswer> said) {
        try {
            while (true) {
                SecureRequest request = victim.says();
                if (request.hasAnswer()) {
                    said.add(SecureCodec.of(request.getAnswer()));
                    return true;
                }
                victim.round.hear(QUESTION, adversary.reply(request, survivors));
            }
        } catch (FederationException refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.SECURE_SUM_REFUSED);
            return false;
        }
    }

    private static SortedMap<SiteId, VerifyingKey> verifying() {
        SortedMap<SiteId, VerifyingKey> all = new TreeMap<>();
        KEYS.forEach((site, key) -> all.put(site, key.verifyingKey()));
        return all;
    }

    /** The hospital's process, as its disk has it. */
    private static final class Victim {
        final MaskedRound round;
        private final byte[] seed = new byte[Participant.SEED_BYTES];

        Victim(MemoryDisk disk) {
            Journal journal = disk.journal(CLOCK);
            SiteRecord record = new SiteRecord(journal, AuditLog.open(journal, CLOCK), "run");
            Answers answers = new Answers();
            answers.put(1, new Answers.Given(Signed.getDefaultInstance(), Sha256.of("masked words"), true, null));
            SiteRunDefinition definition = new SiteRunDefinition(
                    "run",
                    SELF,
                    Sha256.of("study"),
                    STUDY.study(),
                    RunProgram.Given.NOTHING,
                    1,
                    Sha256.of("roster"),
                    verifying(),
                    KEYS.get(SELF).verifyingKey());
            round = new MaskedRound(
                    definition, KEYS.get(SELF), record, answers, Remembered.open(journal, () -> Caps.NONE));
            record.replay(event -> {
                ByteString payload = ByteString.copyFrom(event.event().payload().toArray());
                switch (SiteRecord.type(event)) {
                    case SecureBegun, SecureTold -> round.replay(payload);
                    default -> throw new IllegalStateException(event.event().type());
                }
            });
            round.restore(QUESTION, HEAD);
        }

        SecureRequest says() {
            return round.say(QUESTION, HEAD, seed);
        }
    }

    /** All other sites and the coordinator: what they say is signed, for any list of survivors. */
    private static final class Adversary {
        private final SecureSession session = new SecureSession(new SessionTerms(
                "run",
                1,
                1,
                Sha256.of("roster"),
                Sha256.of("study"),
                Digests.of(HEAD.getHash()),
                QuestionDigest.of(QUESTION),
                verifying(),
                QUESTION.layout().ring(),
                QUESTION.layout().length(),
                ""));
        private final Map<SiteId, Advertising> advertising = new HashMap<>();
        private final Map<SiteId, Sharing> sharing = new HashMap<>();
        private final Map<SiteId, Confirming> confirming = new HashMap<>();
        private final SortedMap<SiteId, ShareBundle> bundles = new TreeMap<>();
        private final Map<SiteId, InputNotice> inputs = new HashMap<>();
        private final Map<SortedSet<SiteId>, List<Confirmation>> confirmed = new HashMap<>();

        Adversary() {
            KEYS.forEach((site, key) -> {
                if (!site.equals(SELF)) {
                    byte[] seed = Digests.toBytes(Sha256.of(site.name())).toByteArray();
                    advertising.put(
                            site,
                            new Advertising(new Participant(
                                    session,
                                    site,
                                    key,
                                    new PeerRules(verifying(), PeerRules.DEFAULT_MINIMUM_PEERS),
                                    SecretBytes.copyOf(seed))));
                }
            });
        }

        SecureReply reply(SecureRequest request, SortedSet<SiteId> survivors) {
            SecureReply.Builder reply = SecureReply.newBuilder().setClosed(true);
            switch (SecureCodec.step(request)) {
                case KEYS -> {
                    List<KeyAdvertisement> keys = new ArrayList<>(List.of(SecureCodec.of(request.getKeys())));
                    advertising.values().forEach(each -> keys.add(each.message()));
                    // All secrets come from seeds that never change, so that each message is the same in all trials.
                    advertising.forEach(
                            (site, each) -> sharing.computeIfAbsent(site, unseen -> phase(each.onKeys(keys))));
                    keys.forEach(key -> reply.addKeys(SecureCodec.toMessage(key)));
                }
                case SHARES -> {
                    bundles.put(SELF, SecureCodec.of(request.getShares()));
                    sharing.forEach((site, each) -> bundles.put(site, each.message()));
                    sharing.forEach((site, each) -> confirming.computeIfAbsent(site, unseen -> {
                        Confirming next = phase(each.onShares(dealtTo(site))).onStored(Sha256.of(site.name()));
                        inputs.put(site, next.message());
                        return next;
                    }));
                    reply.addAllDealt(SecureCodec.dealt(dealtTo(SELF)));
                }
                case INPUT -> {
                    inputs.put(SELF, SecureCodec.of(request.getInput()));
                    notices(survivors).forEach(notice -> reply.addInputs(SecureCodec.toMessage(notice)));
                }
                case CONFIRMATION -> {
                    List<Confirmation> confirmations =
                            new ArrayList<>(List.of(SecureCodec.of(request.getConfirmation())));
                    confirmations.addAll(confirmed.computeIfAbsent(survivors, this::confirmations));
                    confirmations.forEach(one -> reply.addConfirmations(SecureCodec.toMessage(one)));
                }
                case ANSWER -> throw new IllegalStateException("nothing is told after the last step");
            }
            return reply.build();
        }

        private List<Confirmation> confirmations(SortedSet<SiteId> survivors) {
            return survivors.stream()
                    .filter(site -> !site.equals(SELF))
                    .map(site -> phase(confirming.get(site).onSurvivors(notices(survivors)))
                            .message())
                    .toList();
        }

        private SortedMap<SiteId, SealedShares> dealtTo(SiteId holder) {
            SortedMap<SiteId, SealedShares> dealt = new TreeMap<>();
            bundles.forEach((dealer, bundle) -> {
                SealedShares shares = bundle.byHolder().get(holder);
                if (shares != null) {
                    dealt.put(dealer, shares);
                }
            });
            return dealt;
        }

        private List<InputNotice> notices(SortedSet<SiteId> survivors) {
            return survivors.stream().map(inputs::get).toList();
        }

        private static <P> P phase(Next<P> next) {
            return ((Next.Phase<P>) next).phase();
        }
    }
}
