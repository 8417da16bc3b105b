package org.wardround.simulation.exchange;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Ring;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.PerSiteQuestion;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.inference.program.SumQuestion;
import org.wardround.privacy.release.Protection;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.secure.SessionTerms;
import org.wardround.privacy.secure.site.Participant;

/**
 * Takes every sum under masks, by the protocol that hospitals speak between them, with keys made for this run. The result has the same bits as in the clear; it shows that the study can be run
 * so. What is read site by site is asked in the clear. Not thread-safe: one question at a time.
 */
public final class MaskedExchange implements Exchange {
    private static final Sha256 SIMULATION = Sha256.of("simulation");

    private final Workers workers;
    private final Leaving leaving;
    private final ReleaseLog log;
    private final InProcessExchange plain;
    private final SecureRandom random = new SecureRandom();
    private final SortedMap<SiteId, SigningKey> identities = new TreeMap<>();

    public MaskedExchange(Workers workers, Leaving leaving, ReleaseLog log) {
        this.workers = workers;
        this.leaving = leaving;
        this.log = log;
        this.plain = new InProcessExchange(workers, Dropout.NONE, log);
    }

    /** What carries a run's questions; a site that drops out does so before it sends its words. */
    public static Exchange orPlain(Protection sums, Workers workers, Dropout dropout, ReleaseLog log) {
        return switch (sums) {
            case PLAIN -> new InProcessExchange(workers, dropout, log);
            case MASKED ->
                new MaskedExchange(
                        workers,
                        (site, plan) -> !plan.kind().isFullBatch() && dropout.takes(site, plan.number())
                                ? Optional.of(SecureStep.INPUT)
                                : Optional.empty(),
                        log);
        };
    }

    @Override
    public RoundResult ask(SumQuestion question) {
        SortedMap<SiteId, Participant> participants = participants(question);
        try {
            return new MaskedRound(question, participants, workers, leaving, log).run();
        } finally {
            participants.values().forEach(one -> one.seed().close());
        }
    }

    @Override
    public PerSiteResult askEach(PerSiteQuestion question) {
        return plain.askEach(question);
    }

    private SortedMap<SiteId, Participant> participants(SumQuestion question) {
        SortedSet<SiteId> invited = question.plan().invited();
        if (invited.size() < SessionTerms.MIN_SITES) {
            throw new FederationException(
                    ErrorCode.TOO_FEW_SITES,
                    "a sum is hidden among %d sites or more, and %d would take part: of two, each could subtract its own"
                            .formatted(SessionTerms.MIN_SITES, invited.size()));
        }
        SortedMap<SiteId, VerifyingKey> keys = new TreeMap<>();
        invited.forEach(site -> keys.put(site, identity(site).verifyingKey()));
        SecureSession session = new SecureSession(new SessionTerms(
                "simulation",
                question.plan().number(),
                1,
                SIMULATION,
                SIMULATION,
                SIMULATION,
                QuestionDigest.of(question),
                keys,
                Ring.BITS_64,
                question.layout().length(),
                ""));
        PeerRules rules = new PeerRules(keys, PeerRules.DEFAULT_MINIMUM_PEERS);
        SortedMap<SiteId, Participant> participants = new TreeMap<>();
        keys.keySet()
                .forEach(site -> participants.put(site, new Participant(session, site, identity(site), rules, seed())));
        return participants;
    }

    private SigningKey identity(SiteId site) {
        return identities.computeIfAbsent(site, unseen -> SigningKey.generate());
    }

    private SecretBytes seed() {
        byte[] seed = new byte[Participant.SEED_BYTES];
        random.nextBytes(seed);
        return SecretBytes.copyOf(seed);
    }
}
