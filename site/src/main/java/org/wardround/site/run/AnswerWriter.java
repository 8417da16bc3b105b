package org.wardround.site.run;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.privacy.release.Release;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditHead;

/** Keeps an answer before anything leaves: words, line of the audit log, signed submission and what is carried on, with all that was heard before: all or nothing. Not thread-safe. */
final class AnswerWriter {
    private final SiteRunDefinition definition;
    private final SigningKey key;
    private final SiteRecord record;
    private final Contents contents;

    AnswerWriter(SiteRunDefinition definition, SigningKey key, SiteRecord record, Contents contents) {
        this.definition = definition;
        this.key = key;
        this.record = record;
        this.contents = contents;
    }

    /** @param inline the words where they are few; null: the file of their digest */
    record Written(Answers.Given given, @Nullable ByteString inline) {}

    /** Durable on return. */
    Written write(TaskOffered task, Question question, Release release, Vector next) {
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
        record.write(log -> {
            Signed submission = Signing.sign(
                    key, SigningDomain.SUBMISSION, submission(task, words.digest(), release.length(), log));
            record.add(SiteRecord.Type.Answered, submission.toByteString());
            given[0] = carrying(new Answers.Given(submission, words.digest(), words.inline() != null, null), next);
        });
        return new Written(given[0], words.inline());
    }

    private Submission submission(TaskOffered task, Sha256 words, long length, AuditHead log) {
        return Submission.newBuilder()
                .setSite(definition.self().name())
                .setRun(definition.run())
                .setRound(task.getRound())
                .setHead(task.getHead())
                .setQuestion(task.getQuestion())
                .setDigest(Digests.toBytes(words))
                .setLength(length * Long.BYTES)
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
