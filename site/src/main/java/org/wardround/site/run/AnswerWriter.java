package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.inference.statistics.GivenTallyPass;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.release.Release;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditHead;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;

/** Keeps an answer before anything leaves: words, line of the audit log, signed submission and what is carried on, with all that was heard before: all or nothing. Not thread-safe. */
final class AnswerWriter {
    private final SiteRunDefinition definition;
    private final SigningKey key;
    private final SiteRecord record;
    private final Contents contents;
    private final SiteLedger ledger;
    /** Of a round of training; empty where its answers have no noise. */
    private final Optional<Cost> training;
    /** Of the counts of Table 1; empty where they have no noise. */
    private final Optional<Cost> counts;

    AnswerWriter(
            SiteRunDefinition definition, SigningKey key, SiteRecord record, Contents contents, SiteLedger ledger) {
        this.definition = definition;
        this.key = key;
        this.record = record;
        this.contents = contents;
        this.ledger = ledger;
        this.training = costOfRound(definition.study());
        this.counts = definition.counts().cost(definition.study().data());
    }

    /** All its steps, whatever comes of the round: with noise of their own, each time that it is answered. */
    private static Optional<Cost> costOfRound(Study study) {
        return study.analysis() instanceof Analysis.Train train
                ? TrainingNoise.of(study)
                        .map(noise -> noise.cost(train.training().stepsPerRound()))
                : Optional.empty();
    }

    /** @param inline the words where they are few; null: the file of their digest */
    record Written(Answers.Given given, @Nullable ByteString inline) {}

    /** @throws TaskRefusedException BUDGET_SPENT, before anything is worked out */
    void requireBudget(Question question) {
        try {
            ledger.require(charge(question));
        } catch (FederationException spent) {
            throw refused(spent);
        }
    }

    private Charge charge(Question question) {
        return new Charge(
                Charge.ALL_PATIENTS,
                definition.run(),
                definition.hash(),
                question.plan().number(),
                question.plan().kind(),
                cost(question));
    }

    /** A round of training and the counts of Table 1 may have noise; all else that is asked has none. */
    private Cost cost(Question question) {
        Optional<Cost> cost = question.plan().kind() == TaskKind.TRAIN
                ? training
                : GivenTallyPass.isNoisedBy(question.layout()) ? counts : Optional.empty();
        return cost.orElseGet(Cost.NotBounded::new);
    }

    private static TaskRefusedException refused(FederationException spent) {
        if (spent.code() != ErrorCode.BUDGET_SPENT) {
            throw spent;
        }
        return new TaskRefusedException(spent.code(), String.valueOf(spent.getMessage()));
    }

    /**
     * Charges and keeps the answer; durable on return.
     *
     * @throws TaskRefusedException BUDGET_SPENT, where another run was charged meanwhile; nothing is kept then
     */
    Written write(TaskOffered task, Question question, Release release, Vector next) {
        SiteRecord.Place before = record.place();
        Contents.Kept words = contents.keep(release);
        record.log(new AuditEvent.Released(
                definition.run(),
                task.getRound(),
                definition.hash(),
                question.plan().kind(),
                release.kind(),
                release.protection(),
                release.length(),
                words.digest(),
                QuestionDigest.of(question),
                question.plan().invited()));
        Answers.Given[] given = new Answers.Given[1];
        Consumer<AuditHead> last = log -> {
            Signed submission = Signing.sign(
                    key,
                    SigningDomain.SUBMISSION,
                    submission(
                            task,
                            words.digest(),
                            release.length() * release.ring().wordBytes(),
                            log));
            record.add(SiteRecord.Type.Answered, submission.toByteString());
            given[0] = carrying(new Answers.Given(submission, words.digest(), words.inline() != null, null), next);
        };
        try {
            ledger.charge(charge(question), charge -> record.write(last, charge));
        } catch (FederationException spent) {
            TaskRefusedException refusal = refused(spent);
            record.back(before);
            throw refusal;
        }
        return new Written(given[0], words.inline());
    }

    private Submission submission(TaskOffered task, Sha256 words, long bytes, AuditHead log) {
        return Submission.newBuilder()
                .setSite(definition.self().name())
                .setRun(definition.run())
                .setRound(task.getRound())
                .setHead(task.getHead())
                .setQuestion(task.getQuestion())
                .setDigest(Digests.toBytes(words))
                .setLength(bytes)
                .setLogLength(log.length())
                .setLogHead(Digests.toBytes(log.hash()))
                .build();
    }

    private Answers.Given carrying(Answers.Given given, Vector next) {
        if (next.length() == 0) {
            return given;
        }
        Answers.Carried kept = new Answers.Carried(contents.keep(next), next.length() * Double.BYTES <= Contents.LARGE);
        record.add(SiteRecord.Type.Carried, kept.toBytes());
        return given.carrying(kept);
    }
}
