package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Question;
import org.wardround.privacy.answer.SiteTask;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.message.StoredWords;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.Lost;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.TaskOffered;
import org.wardround.publish.RingsUsed;
import org.wardround.site.audit.AuditEvent;
import org.wardround.site.audit.AuditLog;

/**
 * One run at the hospital. Takes the lines of its transcript, derives each question from them and the study, answers it from the hospital's own rows, and keeps what
 * it answered before anything leaves: a stored answer is sent again, never computed again. Where a method throws but by an {@link FederationException} that names
 * what the coordinator did wrong, this object is to be thrown away and brought back by {@link #open}. One thread at a time.
 */
public final class SiteRun implements AutoCloseable {
    private final SiteRunDefinition definition;
    private final SigningKey key;
    private final SiteRecord record;
    private final Contents contents;
    private final Answerer answerer;
    private final SiteCourse course;
    private final AnswerWriter writer;
    private final MaskedRound masked;
    private final Answers answers = new Answers();
    private @Nullable Signed yes;
    private Answers.@Nullable Carried current;
    private @Nullable SiteRunEnd left;
    private boolean reported;

    private SiteRun(
            SiteRunDefinition definition,
            Answerer answerer,
            SiteRecord record,
            BlobStore blobs,
            SigningKey key,
            Remembered remembered) {
        this.definition = definition;
        this.key = key;
        this.record = record;
        this.contents = new Contents(record, blobs);
        this.answerer = answerer;
        this.course = new SiteCourse(definition, answerer);
        this.writer = new AnswerWriter(definition, key, record, contents, remembered);
        this.masked = new MaskedRound(definition, key, record, answers, remembered);
    }

    /** What a task comes to. */
    public sealed interface Answer {
        /** @param inline the words where they are few; null: the file of the submission's digest */
        record Submit(Signed submission, @Nullable ByteString inline) implements Answer {}

        record Refuse(ErrorCode code, String reason) implements Answer {}
    }

    /**
     * The run as the journal has it, or a new one.
     *
     * @param answerer works out this run's answers; closed with the run
     * @param remembered what outlives this run
     * @param downloaded gives words of the transcript that do not stand in its lines
     */
    public static SiteRun open(
            SiteRunDefinition definition,
            Answerer answerer,
            Journal journal,
            BlobStore blobs,
            SigningKey key,
            AuditLog audit,
            Remembered remembered,
            StoredWords downloaded) {
        SiteRecord record = new SiteRecord(journal, audit, definition.run());
        SiteRun run = new SiteRun(definition, answerer, record, blobs, key, remembered);
        boolean opened = false;
        try {
            record.replay(event -> run.replay(event, downloaded));
            run.carried();
            run.masked.restore(run.course.question(), run.head());
            opened = true;
            return run;
        } finally {
            if (!opened) {
                run.close();
            }
        }
    }

    private Vector carried() {
        return current == null ? ArrayVector.EMPTY : contents.carried(current);
    }

    public SiteRunDefinition definition() {
        return definition;
    }

    public Head head() {
        return course.head();
    }

    /** What the hospital itself may see of a run that has come to its end, before its last line is told; as {@link Answerer#own}. */
    public Optional<OwnResults> own(boolean figures) {
        record.write();
        return answerer.own(record.times(), figures);
    }

    /** In which the run's sums were taken so far. */
    public RingsUsed rings() {
        return course.rings();
    }

    /** Tells the hospital's log, once, that its own report is kept. @param digest of its audit trail's last line, which binds its files */
    public void reportKept(Sha256 digest) {
        if (!reported) {
            record.add(SiteRecord.Type.ReportKept, Digests.toBytes(digest));
            record.log(new AuditEvent.ReportKept(definition.run(), definition.hash(), digest));
            record.write();
            reported = true;
        }
    }

    /** How the run ended; empty while it goes on. */
    public Optional<SiteRunEnd> end() {
        return Optional.ofNullable(left == null ? course.end() : left);
    }

    /**
     * This site's yes, the same each time.
     *
     * @param offer as it came, for {@link #offered}
     * @param nonce 32 random bytes, for the first time
     */
    public Signed join(RunOffered offer, byte[] nonce) {
        if (yes != null) {
            return yes;
        }
        record.add(SiteRecord.Type.RunOffered, offer.toByteString());
        record.add(SiteRecord.Type.CountsGiven, CountModeText.of(definition.counts()));
        Signed signed = Signing.sign(key, SigningDomain.JOINED, definition.yes(nonce));
        record.add(SiteRecord.Type.YesSaid, signed.toByteString());
        record.log(new AuditEvent.Joined(
                definition.run(), definition.hash(), definition.roster(), definition.peersBesides()));
        record.write();
        saidYes(signed);
        return signed;
    }

    private void saidYes(Signed signed) {
        yes = signed;
        course.saidYes(signed);
    }

    /**
     * The next lines of the transcript, as they came. Nothing follows from them but what this site answers, so they are written with its answer, or by {@link #keep}; the
     * last one at once.
     *
     * @param downloaded gives words that do not stand in a line
     * @throws FederationException what the coordinator did wrong, by its code; the run is to be left then
     */
    public void told(List<ByteString> lines, StoredWords downloaded) {
        for (ByteString line : lines) {
            Entry entry = MessageCodec.decodeEntry(line);
            course.check(entry);
            if (entry.hasRoundClosed()) {
                answers.requireRemembered(entry.getRoundClosed().getRound(), course.counts(entry.getRoundClosed()));
            }
            Answers.Carried old = goOn(line, entry, downloaded);
            record.add(SiteRecord.Type.LineTold, line);
            if (entry.hasRoundClosed()) {
                answers.forget(entry.getRoundClosed().getRound(), old, current, contents);
                masked.forget();
            }
            if (entry.hasEnded()) {
                record.log(new AuditEvent.RunEnded(definition.run(), course.endCode()));
                keep();
            }
        }
    }

    /** Whether something was heard that a crash would lose; it would be told again. */
    public boolean isKept() {
        return record.isWritten();
    }

    /** Makes durable what was heard and not written with an answer; free where there is nothing. */
    public void keep() {
        record.write();
        contents.sweep();
    }

    /** @return what was carried until now and is not any more; null where nothing changes */
    private Answers.@Nullable Carried goOn(ByteString line, Entry entry, StoredWords downloaded) {
        Answers.Given given = answers.of(entry.getRoundClosed().getRound());
        Answers.Carried next = given == null || !course.counts(entry.getRoundClosed()) ? null : given.carried();
        course.tell(line, entry, downloaded);
        Answers.Carried old = current;
        current = next == null ? old : next;
        return current == null || current.equals(old) ? null : old;
    }

    /**
     * The answer to what is asked: the stored one, or a new one, which is durable on return.
     *
     * @throws FederationException OUT_OF_ORDER where the transcript is not at the task's head, QUESTION_DIFFERS where the site derives another question
     */
    public Answer answer(TaskOffered task) {
        Question question = question(task);
        Answers.Given given = answers.of(task.getRound());
        if (given != null) {
            return new Answer.Submit(given.submission(), given.small() ? contents.inline(given.words()) : null);
        }
        SiteTask work = new SiteTask(question.orderFor(definition.self()), masked.mechanism());
        record.step("computing", task.getRound());
        Vector[] next = {ArrayVector.EMPTY};
        SiteTask.Answer made = work.answer(() -> {
            writer.requireAllowed(question);
            Answerer.Raw raw = answerer.answer(question, carried());
            next[0] = raw.carried();
            masked.mark(question, raw.update());
            return raw.update();
        });
        if (made instanceof SiteTask.Answer.Refused refused) {
            return refused(task.getRound(), refused);
        }
        record.step("storing", task.getRound());
        AnswerWriter.Written written;
        try {
            written = writer.write(task, question, ((SiteTask.Answer.Protected) made).release(), next[0]);
        } catch (TaskRefusedException spent) {
            return refused(task.getRound(), new SiteTask.Answer.Refused(spent.code(), spent.reason()));
        }
        answers.put(task.getRound(), written.given());
        work.stored();
        return new Answer.Submit(written.given().submission(), written.inline());
    }

    public Question question(TaskOffered task) {
        return course.question(task);
    }

    /** Whether the run takes its sums under masks. */
    public boolean isMasked() {
        return definition.study().privacy().secureAggregation();
    }

    /** The step of the round's sum under masks that is open here. */
    public SecureStep step() {
        return masked.step();
    }

    /** What this site says in the open step, the same each time; what it follows from is durable. {@code seed}: 32 secret random bytes, for the first time. */
    public SecureRequest say(TaskOffered task, byte[] seed) {
        return masked.say(question(task), head(), seed);
    }

    /**
     * What the step came to; durable on return.
     *
     * @throws FederationException SECURE_SUM_REFUSED where a check fails; the run is to be left then
     */
    public void hear(TaskOffered task, SecureReply told) {
        masked.hear(question(task), told);
    }

    private Answer refused(int round, SiteTask.Answer.Refused refused) {
        record.add(
                SiteRecord.Type.Refused, lost(refused.code(), refused.reason()).toByteString());
        record.log(new AuditEvent.Refused(definition.run(), round, refused.code(), refused.reason()));
        record.write();
        return new Answer.Refuse(refused.code(), refused.reason());
    }

    /**
     * The coordinator's receipt, kept with the audit log: written with what comes next, or by {@link #keep}. One that a crash loses is given again, as {@link
     * #unacknowledged} says.
     *
     * @throws FederationException SIGNATURE_INVALID where it is not the coordinator's, or of another answer
     */
    public void received(Signed receipt) {
        Signing.check(receipt, SigningDomain.RECEIPT, definition.coordinator(), "the coordinator");
        Receipt content = SiteRecord.parsed(Receipt.parser(), receipt.getContent());
        if (answers.acknowledged(content)) {
            record.add(SiteRecord.Type.ReceiptKept, receipt.toByteString());
            record.log(new AuditEvent.ReceiptKept(
                    definition.run(),
                    content.getRound(),
                    Digests.of(content.getDigest()),
                    Bytes.copyOf(receipt.toByteArray())));
        }
    }

    /** The last answer of a round that is over, while it has no receipt: to be sent once more, without its words. */
    public Optional<Signed> unacknowledged() {
        return answers.unacknowledged().filter(signed -> {
            int round =
                    SiteRecord.parsed(Submission.parser(), signed.getContent()).getRound();
            return answers.of(round) == null;
        });
    }

    /** The coordinator never had {@link #unacknowledged}. */
    public void neverAcknowledged() {
        answers.neverAcknowledged();
    }

    /** Leaves the run for what the coordinator did wrong, or because this site no longer wants it. */
    public void leave(ErrorCode code, String reason) {
        record.add(SiteRecord.Type.Left, lost(code, reason).toByteString());
        record.log(new AuditEvent.RunEnded(definition.run(), code));
        record.write();
        left = new SiteRunEnd(code, reason, null, true);
        close();
    }

    private Lost lost(ErrorCode code, String reason) {
        return Lost.newBuilder()
                .setSite(definition.self().name())
                .setCode(code.name())
                .setReason(reason)
                .build();
    }

    private void replay(StoredEvent event, StoredWords downloaded) {
        ByteString payload = SiteRecord.payload(event);
        switch (SiteRecord.type(event)) {
            case YesSaid -> saidYes(SiteRecord.parsed(Signed.parser(), payload));
            case LineTold -> {
                Entry entry = SiteRecord.parsed(Entry.parser(), payload);
                goOn(payload, entry, downloaded);
                answers.forget(entry.getRoundClosed().getRound());
                masked.replayClosed();
            }
            case SecureBegun, SecureTold -> masked.replay(payload);
            case VectorMarked -> masked.replayMarks(payload);
            case CohortKept -> writer.replayCohort();
            case Answered -> answers.replay(SiteRecord.parsed(Signed.parser(), payload));
            case Carried -> answers.replayCarried(Answers.Carried.of(payload));
            case Left -> {
                Lost why = SiteRecord.parsed(Lost.parser(), payload);
                left = new SiteRunEnd(ErrorCode.valueOf(why.getCode()), why.getReason(), null, true);
            }
            case ReceiptKept -> answers.replayReceipt();
            case ReportKept -> reported = true;
            case RunOffered, CountsGiven, Refused -> {}
        }
    }

    /** Stops the program's thread and whoever computes; nothing is written. */
    @Override
    public void close() {
        course.close();
        answerer.close();
    }
}
