package org.wardround.privacy.secure;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Words;
import org.wardround.privacy.secure.coordinator.CollectingAnswers;
import org.wardround.privacy.secure.coordinator.CollectingConfirmations;
import org.wardround.privacy.secure.coordinator.CollectingInputs;
import org.wardround.privacy.secure.coordinator.CollectingKeys;
import org.wardround.privacy.secure.coordinator.CollectingShares;
import org.wardround.privacy.secure.coordinator.Unmasked;
import org.wardround.privacy.secure.site.Advertising;
import org.wardround.privacy.secure.site.Confirming;
import org.wardround.privacy.secure.site.Masking;
import org.wardround.privacy.secure.site.Sharing;
import org.wardround.privacy.secure.site.Unmasking;

/**
 * A whole secure sum, with sites that go away before they send what a step asks. What the coordinator saw can be read afterwards.
 */
final class SecureRound {
    private final SecureFederation federation;
    private final SecureSession session;
    private final Map<SiteId, SecureStep> goesAway;

    final SortedMap<SiteId, Words> masked = new TreeMap<>();

    SecureRound(SecureFederation federation, SecureSession session, Map<SiteId, SecureStep> goesAway) {
        this.federation = federation;
        this.session = session;
        this.goesAway = goesAway;
    }

    private boolean sends(SiteId site, SecureStep step) {
        return !goesAway.containsKey(site) || step.compareTo(goesAway.get(site)) < 0;
    }

    /** The sites whose words were in the sum, with the sum; empty where too few were left at a step. */
    record Result(Set<SiteId> survivors, Words sum) {}

    Optional<Result> run(Map<SiteId, ? extends Words> words) {
        CollectingKeys keys = new CollectingKeys(session);
        Map<SiteId, Advertising> advertising = new HashMap<>();
        federation.participants(session).forEach((site, participant) -> {
            if (sends(site, SecureStep.KEYS)) {
                advertising.put(site, new Advertising(participant));
                expectNone(keys.add(advertising.get(site).message()));
            }
        });
        if (!keys.isEnough()) {
            return Optional.empty();
        }
        CollectingShares shares = keys.close();
        Map<SiteId, Sharing> sharing = new HashMap<>();
        for (SiteId site : shares.advertised().keySet()) {
            if (sends(site, SecureStep.SHARES)) {
                sharing.put(
                        site,
                        phase(advertising.get(site).onKeys(shares.advertised().values())));
                expectNone(shares.add(sharing.get(site).message()));
            }
        }
        if (!shares.isEnough()) {
            return Optional.empty();
        }
        CollectingInputs inputs = shares.close();
        Map<SiteId, Confirming> confirming = new HashMap<>();
        for (SiteId site : sharing.keySet()) {
            if (sends(site, SecureStep.INPUT)) {
                Masking masking = phase(sharing.get(site).onShares(inputs.dealtTo(site)));
                Words hidden = ArrayWords.copyOf(masking.mask(words.get(site)));
                masked.put(site, hidden);
                confirming.put(site, masking.onStored(Sha256.of(site.name())));
                expectNone(inputs.add(confirming.get(site).message()));
            }
        }
        if (!inputs.isEnough()) {
            return Optional.empty();
        }
        return finish(inputs.close(), confirming);
    }

    private Optional<Result> finish(CollectingConfirmations confirmations, Map<SiteId, Confirming> confirming) {
        Map<SiteId, Unmasking> unmasking = new HashMap<>();
        for (SiteId site : confirmations.survivors().keySet()) {
            if (sends(site, SecureStep.CONFIRMATION)) {
                unmasking.put(
                        site,
                        phase(confirming
                                .get(site)
                                .onSurvivors(confirmations.survivors().values())));
                expectNone(confirmations.add(unmasking.get(site).message()));
            }
        }
        if (!confirmations.isEnough()) {
            return Optional.empty();
        }
        CollectingAnswers answers = confirmations.close();
        for (SiteId site : unmasking.keySet()) {
            if (sends(site, SecureStep.ANSWER)) {
                expectNone(answers.add(phase(
                        unmasking.get(site).onConfirmations(answers.confirmed().values()))));
            }
        }
        if (!answers.isEnough()) {
            return Optional.empty();
        }
        Unmasked unmasked = phase(answers.close());
        return Optional.of(new Result(answers.survivors(), ArrayWords.copyOf(unmasked.sum(masked))));
    }

    static <P> P phase(Next<P> next) {
        if (next instanceof Next.Refused<P> refused) {
            throw new AssertionError("refused: " + refused.refusal().words());
        }
        return ((Next.Phase<P>) next).phase();
    }

    static void expectNone(Optional<Refusal> refusal) {
        refusal.ifPresent(one -> {
            throw new AssertionError("refused: " + one.words());
        });
    }
}
