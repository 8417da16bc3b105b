package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.privacy.memory.VectorMarks;
import org.wardround.privacy.release.MaskedRelease;
import org.wardround.privacy.release.PlainRelease;
import org.wardround.privacy.release.PrivacyMechanism;
import org.wardround.privacy.secure.Next;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.privacy.secure.SessionTerms;
import org.wardround.privacy.secure.UnmaskAnswer;
import org.wardround.privacy.secure.site.Advertising;
import org.wardround.privacy.secure.site.Confirming;
import org.wardround.privacy.secure.site.Masking;
import org.wardround.privacy.secure.site.Participant;
import org.wardround.privacy.secure.site.Sharing;
import org.wardround.privacy.secure.site.Unmasking;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.SecureCodec;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;

/**
 * This site's part of the open round's sum under masks. The seed of its secrets is kept before its keys leave, and what a step came to before anything that follows from it: after a restart the site
 * says the same again and can be told nothing else. When the round is over, seed and messages are deleted. Not thread-safe.
 */
final class MaskedRound {
    private final SiteRunDefinition definition;
    private final SigningKey key;
    private final SiteRecord record;
    private final Answers answers;
    private final SumMemory sums;
    private final List<Sha256> columns;
    /** The seed, then what was told, as attachments of the run's stream. */
    private final List<Sha256> kept = new ArrayList<>();

    private @Nullable Participant self;
    private SecureStep step = SecureStep.KEYS;
    private @Nullable Advertising advertising;
    private @Nullable Sharing sharing;
    private @Nullable Masking masking;
    private @Nullable Unmasking unmasking;
    private @Nullable UnmaskAnswer answer;
    /** Of the vector that is answered with. */
    private List<Sha256> marks = List.of();

    MaskedRound(
            SiteRunDefinition definition, SigningKey key, SiteRecord record, Answers answers, Remembered remembered) {
        this.definition = definition;
        this.key = key;
        this.record = record;
        this.answers = answers;
        this.sums = remembered.sums();
        this.columns = remembered.cohort().columns();
    }

    /** The step that is open here. */
    SecureStep step() {
        return step;
    }

    /** How the round's answer is to be protected: in the clear where the run takes no sums under masks. */
    PrivacyMechanism mechanism() {
        return definition.study().privacy().secureAggregation()
                ? new MaskedRelease(reached(masking))
                : new PlainRelease();
    }

    /**
     * Before words leave, of a vector that was worked out now; kept with what is written next where it is masked. In the clear it is as if it were summed with nobody: whoever took it from an earlier sum
     * would have that of the others.
     *
     * <p>With a description all columns of the study are held against everybody who is asked, so that a run which would ask too much of one later is refused with its first, before anything leaves. A hospital that is lost does not change whom that is; without its answer there is no description.
     *
     * @throws TaskRefusedException WOULD_REVEAL_SITE where it, or of a description a column, was summed with other sites than those of this sum
     */
    void mark(Question question, LocalUpdate update) {
        boolean hidden = definition.study().privacy().secureAggregation();
        if (!hidden && sums.isEmpty()) {
            return;
        }
        List<Sha256> found = VectorMarks.of(question.plan().kind(), update);
        SortedSet<SiteId> alone = new TreeSet<>(List.of(definition.self()));
        try {
            sums.require(found, hidden ? reached(masking).dealers() : alone);
            sums.requireColumns(described(question), hidden ? question.plan().invited() : alone);
        } catch (FederationException other) {
            throw new TaskRefusedException(other.code(), String.valueOf(other.getMessage()));
        }
        if (!hidden) {
            return;
        }
        marks = found;
        record.add(SiteRecord.Type.VectorMarked, ByteString.copyFromUtf8(SumMemory.lines(found)));
    }

    /** Whichever columns a description asks about, all of the study's count as described: what is left of them is asked later. */
    private List<Sha256> described(Question question) {
        return question.plan().kind() == TaskKind.DESCRIBE ? columns : List.of();
    }

    /** What the site says in the open step, the same each time. */
    SecureRequest say(Question question, Head head, byte[] seed) {
        if (self == null) {
            record.attach(seed);
            kept.add(Sha256.of(seed));
            record.add(SiteRecord.Type.SecureBegun, Digests.toBytes(Sha256.of(seed)));
            record.write();
            begin(question, head, seed);
        }
        SecureRequest.Builder request = SecureRequest.newBuilder()
                .setRun(definition.run())
                .setRound(question.plan().number());
        return switch (step) {
            case KEYS ->
                request.setKeys(SecureCodec.toMessage(reached(advertising).message()))
                        .build();
            case SHARES ->
                request.setShares(SecureCodec.toMessage(reached(sharing).message()))
                        .build();
            case INPUT ->
                request.setInput(SecureCodec.toMessage(confirming(question).message()))
                        .build();
            case CONFIRMATION ->
                request.setConfirmation(SecureCodec.toMessage(reached(unmasking).message()))
                        .build();
            case ANSWER ->
                request.setAnswer(SecureCodec.toMessage(reached(answer))).build();
        };
    }

    private void begin(Question question, Head head, byte[] seed) {
        SortedMap<SiteId, VerifyingKey> sites = new TreeMap<>(definition.peers());
        sites.keySet().retainAll(question.plan().invited());
        requireHidden(question, sites.size());
        SecureSession session = new SecureSession(new SessionTerms(
                definition.run(),
                question.plan().number(),
                1,
                definition.roster(),
                definition.hash(),
                Digests.of(head.getHash()),
                QuestionDigest.of(question),
                sites,
                question.layout().ring(),
                question.layout().length(),
                ""));
        self = new Participant(
                session,
                definition.self(),
                key,
                new PeerRules(definition.peers(), definition.minimumPeers()),
                SecretBytes.copyOf(seed));
        advertising = new Advertising(self);
        step = SecureStep.KEYS;
    }

    private static void requireHidden(Question question, int sites) {
        if (question.plan().release() != ReleaseKind.SUM || sites < SessionTerms.MIN_SITES) {
            throw new FederationException(
                    ErrorCode.SECURE_SUM_REFUSED,
                    "round %d asks %d sites for %s, which can't be hidden"
                            .formatted(
                                    question.plan().number(),
                                    sites,
                                    question.plan().release()));
        }
    }

    /** The plan says how few may make this sum. A fit over other sites than its description would give the difference away, whoever adds them up. */
    private static void requireQuorum(RoundPlan plan, SortedSet<SiteId> survivors) {
        if (survivors.size() < plan.quorum()) {
            throw new FederationException(
                    ErrorCode.SECURE_SUM_REFUSED,
                    "round %d needs the answers of %d sites, and is to be closed with %d"
                            .formatted(plan.number(), plan.quorum(), survivors.size()));
        }
    }

    /** With the words that are stored. */
    private Confirming confirming(Question question) {
        Answers.Given given = answers.of(question.plan().number());
        if (given == null) {
            throw new IllegalStateException("the words of a sum are stored before anything is said of them");
        }
        return reached(masking).onStored(given.words());
    }

    /** What the open step came to: checked, then kept, then the next step is open. */
    void hear(Question question, SecureReply told) {
        byte[] bytes = told.toByteArray();
        SumMemory.Write write = beside -> {
            record.attach(bytes);
            record.add(SiteRecord.Type.SecureTold, Digests.toBytes(Sha256.of(bytes)));
            record.write(beside);
            kept.add(Sha256.of(bytes));
        };
        go(question, told, new Checked() {
            @Override
            public void step() {
                write.with(null);
            }

            @Override
            public void sumOf(SortedSet<SiteId> sites) {
                List<Sha256> all = new ArrayList<>(marks);
                all.addAll(described(question));
                sums.remember(all, sites, write);
            }
        });
    }

    /** What was told is in order: it is kept before the next step is open. */
    private interface Checked {
        void step();

        /** The site is about to confirm the sum of these. */
        default void sumOf(SortedSet<SiteId> sites) {
            step();
        }
    }

    private void go(Question question, SecureReply told, Checked checked) {
        switch (step) {
            case KEYS -> {
                Sharing next = phase(reached(advertising)
                        .onKeys(told.getKeysList().stream().map(SecureCodec::of).toList()));
                checked.step();
                sharing = next;
            }
            case SHARES -> {
                Masking next = phase(reached(sharing).onShares(SecureCodec.ofDealt(told.getDealtList())));
                checked.step();
                masking = next;
            }
            case INPUT -> {
                Unmasking next = phase(confirming(question)
                        .onSurvivors(told.getInputsList().stream()
                                .map(SecureCodec::of)
                                .toList()));
                requireQuorum(question.plan(), next.survivors());
                checked.sumOf(next.survivors());
                unmasking = next;
            }
            case CONFIRMATION -> {
                UnmaskAnswer next = phase(reached(unmasking)
                        .onConfirmations(told.getConfirmationsList().stream()
                                .map(SecureCodec::of)
                                .toList()));
                checked.step();
                answer = next;
            }
            case ANSWER -> throw new IllegalStateException("nothing is told after the last step");
        }
        step = step.next();
    }

    /** An event of the journal; it counts if its round is still open at the end. */
    void replay(ByteString digest) {
        kept.add(Digests.of(digest));
    }

    /** An event of the journal. */
    void replayMarks(ByteString lines) {
        marks = SumMemory.marks(lines.toStringUtf8());
    }

    /** The round is over, and was when the journal was written. */
    void replayClosed() {
        kept.clear();
        marks = List.of();
    }

    /** To where the journal ends. */
    void restore(@Nullable Question question, Head head) {
        if (kept.isEmpty() || question == null) {
            return;
        }
        begin(question, head, record.attachment(kept.get(0)).toArray());
        for (Sha256 told : kept.subList(1, kept.size())) {
            go(
                    question,
                    SiteRecord.parsed(
                            SecureReply.parser(),
                            ByteString.copyFrom(record.attachment(told).toArray())),
                    () -> {});
        }
    }

    /** The round is over: with what is written next, seed and messages are gone. */
    void forget() {
        kept.forEach(record::drop);
        kept.clear();
        marks = List.of();
        if (self != null) {
            self.seed().close();
        }
        self = null;
        advertising = null;
        sharing = null;
        masking = null;
        unmasking = null;
        answer = null;
        step = SecureStep.KEYS;
    }

    private static <P> P phase(Next<P> next) {
        if (next instanceof Next.Refused<P> refused) {
            throw new FederationException(
                    ErrorCode.SECURE_SUM_REFUSED, refused.refusal().words());
        }
        return ((Next.Phase<P>) next).phase();
    }

    private static <T> T reached(@Nullable T phase) {
        if (phase == null) {
            throw new IllegalStateException("this step of the sum under masks is not reached");
        }
        return phase;
    }
}
