package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.vector.Vector;
import org.wardround.inference.describe.NoisedDescription;
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
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;

/** Keeps an answer before anything leaves: words, line of the audit log, signed submission and what is carried on, with all that was heard before: all or nothing. Not thread-safe. */
final class AnswerWriter {
    private final SiteRunDefinition definition;
    private final SigningKey key;
    private final SiteRecord record;
    private final Contents contents;
    private final SiteLedger ledger;
    private final RunCohort cohort;
    private boolean cohortKept;
    /** Of a round of training; empty where its answers have no noise. */
    private final Optional<Cost> training;
    /** Of sums before training; empty where none have noise. */
    private final Optional<Cost> statistics;
    /** Of the counts of Table 1; empty where they have no noise. */
    private final Optional<Cost> counts;

    AnswerWriter(
            SiteRunDefinition definition, SigningKey key, SiteRecord record, Contents contents, Remembered remembered) {
        this.definition = definition;
        this.key = key;
        this.record = record;
        this.contents = contents;
        this.ledger = remembered.ledger();
        this.cohort = remembered.cohort();
        this.training = costOfRound(definition.study());
        this.statistics = TrainingNoise.of(definition.study())
                .filter(noise -> noise.passes() > 0)
                .map(noise -> noise.costOfStatistics(1));
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

    /** The run's cohort is remembered, as the journal has it. */
    void replayCohort() {
        cohortKept = true;
    }

    /** @throws TaskRefusedException BUDGET_SPENT or WOULD_ISOLATE_PATIENTS, before anything is worked out */
    void requireAllowed(Question question) {
        try {
            ledger.require(charge(question));
            if (!cohortKept) {
                cohort.require();
            }
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

    /** A round of training, sums before it and the counts of Table 1 may have noise; all else that is asked has none. */
    private Cost cost(Question question) {
        Optional<Cost> cost = Optional.empty();
        if (question.plan().kind() == TaskKind.TRAIN) {
            cost = training;
        } else if (NoisedDescription.isIn(question.layout())) {
            cost = statistics;
        } else if (GivenTallyPass.isNoisedBy(question.layout())) {
            cost = counts;
        }
        return cost.orElseGet(Cost.NotBounded::new);
    }

    private static TaskRefusedException refused(FederationException why) {
        if (why.code() != ErrorCode.BUDGET_SPENT && why.code() != ErrorCode.WOULD_ISOLATE_PATIENTS) {
            throw why;
        }
        return new TaskRefusedException(why.code(), String.valueOf(why.getMessage()));
    }

    /**
     * Charges and keeps the answer; durable on return.
     *
     * @throws TaskRefusedException BUDGET_SPENT or WOULD_ISOLATE_PATIENTS, where another run was charged or answered meanwhile; nothing is kept then
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
            remembering(beside -> ledger.charge(charge(question), charge -> {
                List<Append> others = new ArrayList<>(beside);
                others.add(charge);
                record.write(last, others);
            }));
        } catch (FederationException spent) {
            TaskRefusedException refusal = refused(spent);
            record.back(before);
            throw refusal;
        }
        return new Written(given[0], words.inline());
    }

    /** With the first answer goes whom it is about. */
    private void remembering(Consumer<List<Append>> write) {
        if (cohortKept) {
            write.accept(List.of());
            return;
        }
        cohort.remember((digest, beside) -> {
            digest.ifPresent(known -> record.add(SiteRecord.Type.CohortKept, Digests.toBytes(known)));
            write.accept(beside);
        });
        cohortKept = true;
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
