package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.SecureCodec;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.v1.Ended;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Started;
import org.wardround.protocol.v1.Submission;
import org.wardround.protocol.v1.SubmitRequest;
import org.wardround.protocol.v1.TaskOffered;

/**
 * Decides one run: takes who joins and what is answered, closes rounds, and asks the program what comes next. What methods change holds once {@link #write} has
 * returned, and nobody may be told of it before, nor of a refusal, which may follow from it. Where a write fails this keeper is to be thrown away: what holds is
 * what the journal has, from which {@link #open} brings the run back, with the same bits. One thread at a time.
 */
public final class RunKeeper implements AutoCloseable {
    private final RunDefinition definition;
    private final RunRecord record;
    private final AnswerStore store;
    private final Lobby lobby;
    private final Course course;
    private final Receipts receipts;
    private final MaskedSteps steps;
    /** Files that are not needed once the next write is durable. */
    private final List<Sha256> gone = new ArrayList<>();

    private boolean paused;

    private RunKeeper(
            RunDefinition definition, RunRecord record, AnswerStore store, SigningKey key, InstantSource clock) {
        this.definition = definition;
        this.record = record;
        this.store = store;
        this.lobby = new Lobby(definition.invited());
        this.course = new Course(definition, clock);
        this.receipts = new Receipts(key, clock);
        this.steps = new MaskedSteps(record);
    }

    /**
     * The run as the journal has it, or a new one where it has none of that name.
     *
     * @param key with which receipts are signed
     * @throws FederationException STORAGE_CORRUPT where the journal has another run of that name, or can't be read
     */
    public static RunKeeper open(
            RunDefinition definition, Journal journal, AnswerStore store, SigningKey key, InstantSource clock) {
        RunRecord record = new RunRecord(journal, definition.run());
        RunKeeper keeper = new RunKeeper(definition, record, store, key, clock);
        if (record.isEmpty()) {
            record.add(RunRecord.Type.RunCreated, definition.offer().toByteString());
            record.write();
        } else {
            keeper.paused =
                    new RunReplay(definition, record, store, keeper.lobby, keeper.course, keeper.receipts).run();
        }
        return keeper;
    }

    /** Makes all that was done durable; free where nothing was. Throws what the journal throws. */
    public void write() {
        record.write();
        store.release(gone);
        gone.clear();
    }

    public RunDefinition definition() {
        return definition;
    }

    public RunStatus status() {
        if (course.end() != null) {
            return RunStatus.ENDED;
        }
        return course.isStarted() ? RunStatus.RUNNING : RunStatus.JOINING;
    }

    public boolean isPaused() {
        return paused;
    }

    /** How the run ended; empty while it goes on. */
    public Optional<RunEnd> end() {
        return Optional.ofNullable(course.end());
    }

    public Head head() {
        return course.head();
    }

    /** Lines of the transcript from number {@code from} on, counted from 0. */
    public List<ByteString> transcript(int from) {
        return course.lines(from);
    }

    /** Whether the site may still say yes or no. */
    public boolean isAsked(SiteId site) {
        return status() == RunStatus.JOINING && lobby.waitsFor(site);
    }

    /** Whether the site has joined and may read the transcript. */
    public boolean hasPart(SiteId site) {
        return lobby.hasJoined(site);
    }

    /** Those who have joined, by name. */
    public SortedSet<SiteId> sites() {
        return lobby.sites();
    }

    /** What waits for the site's answer. */
    public Optional<TaskOffered> task(SiteId site) {
        OpenRound round = course.round();
        return round == null || paused || !round.waitsFor(site) ? Optional.empty() : Optional.of(planned(round));
    }

    /** How long the open round waits for answers; empty where no round is open or the run is paused. */
    public Optional<Deadline> deadline() {
        OpenRound round = course.round();
        return round == null || paused
                ? Optional.empty()
                : Optional.of(new Deadline(round.number(), round.step(), wait(round)));
    }

    /** Of the open round, or the open step of its sum under masks; {@code step} is 0 where it has none. */
    public record Deadline(int round, int step, Duration length) {}

    /** A site's yes. Repeating it is harmless. When all invited have spoken, the run starts. */
    public void join(SiteId site, Signed signed) {
        if (lobby.hasJoined(site)) {
            return;
        }
        requireAsked(site);
        Joined yes = RunRecord.parsed(Joined.parser(), signed.getContent());
        RunOffered offer = definition.offer();
        if (!yes.getRun().equals(offer.getRun())
                || !yes.getStudy().equals(offer.getStudy())
                || !yes.getRoster().equals(offer.getRoster())) {
            throw new FederationException(ErrorCode.STUDY_CHANGED, "the yes is to another run, study or roster");
        }
        Signing.check(signed, SigningDomain.JOINED, lobby.key(site), "site " + site);
        record.add(RunRecord.Type.SiteJoined, signed.toByteString());
        lobby.join(site, signed);
        startIfAllSpoke();
    }

    /** A site's no. Repeating it is harmless. */
    public void decline(SiteId site, RoundOutcome.Loss loss) {
        if (lobby.hasDeclined(site)) {
            return;
        }
        requireAsked(site);
        record.add(RunRecord.Type.SiteDeclined, Losses.toMessage(site, loss).toByteString());
        lobby.decline(site, loss);
        startIfAllSpoke();
    }

    /** Starts with those who have joined, or ends the run where nobody has. */
    public void joinDeadline() {
        if (status() == RunStatus.JOINING) {
            start();
        }
    }

    private void requireAsked(SiteId site) {
        lobby.key(site);
        if (!isAsked(site)) {
            throw new FederationException(ErrorCode.TOO_LATE, "the run has started, or the site has spoken already");
        }
    }

    private void startIfAllSpoke() {
        if (lobby.isComplete()) {
            start();
        }
    }

    private void start() {
        if (lobby.joined().isEmpty()) {
            finish(new RunEnd(ErrorCode.TOO_FEW_SITES, "no invited site has joined: " + lobby.absences(), null));
            return;
        }
        RunOffered offer = definition.offer();
        tell(Entry.newBuilder()
                .setStarted(Started.newBuilder()
                        .setRun(offer.getRun())
                        .setStudy(offer.getStudy())
                        .setSeed(offer.getSeed())
                        .setProgram(offer.getProgram())
                        .setRoster(offer.getRoster())
                        .addAllJoined(lobby.joined().values()))
                .build());
        course.begin(lobby);
        planNext();
    }

    /**
     * An answer, or the same once more.
     *
     * @param request with the words' bytes, unless they were uploaded
     * @return the receipt, signed
     */
    public Signed submit(SiteId site, SubmitRequest request) {
        Signed signed = request.getSubmission();
        Submission answer = RunRecord.parsed(Submission.parser(), signed.getContent());
        Optional<Signed> given = receipts.given(site, answer);
        if (given.isPresent()) {
            return given.get();
        }
        OpenRound open = requireOpen(site, answer.getRound());
        if (!answer.getHead().equals(head())) {
            throw new FederationException(
                    ErrorCode.OUT_OF_ORDER, "the answer follows another transcript than the round");
        }
        if (!answer.getQuestion().equals(Digests.toBytes(open.digest()))) {
            throw new FederationException(
                    ErrorCode.QUESTION_DIFFERS, "the site answers another question than was asked");
        }
        Signing.check(signed, SigningDomain.SUBMISSION, lobby.key(site), "site " + site);
        record.step("accepting", open.number());
        OpenRound.Answer accepted = store.accept(open.question(), site, answer, request.getInline());
        steps.takeWords(open, site, request, accepted.digest());
        Signed receipt = receipts.make(answer);
        record.add(RunRecord.Type.AnswerAccepted, signed.toByteString());
        steps.recordWords(open, request);
        record.add(RunRecord.Type.ReceiptGiven, receipt.toByteString());
        receipts.put(site, receipt);
        open.answered(site, accepted);
        if (!open.isOver() && accepted.attached()) {
            record.attach(request.getInline().toByteArray());
        }
        closeIfOver(open);
        return receipt;
    }

    /** A site's no to a question. Repeating it is harmless. */
    public void refuse(SiteId site, int number, RoundOutcome.Loss loss) {
        OpenRound open = requireOpen(site, number);
        if (open.waitsFor(site)) {
            record.add(
                    RunRecord.Type.AnswerRefused, Losses.toMessage(site, loss).toByteString());
            open.refused(site, loss);
            closeIfOver(open);
        }
    }

    private OpenRound requireOpen(SiteId site, int number) {
        OpenRound round = course.round();
        if (!hasPart(site)) {
            throw new FederationException(ErrorCode.UNKNOWN_RUN, "the site has no part in a run of that name");
        }
        if (round == null || number < round.number()) {
            throw new FederationException(ErrorCode.TOO_LATE, "round %d is over".formatted(number));
        }
        if (number > round.number()) {
            throw new FederationException(ErrorCode.OUT_OF_ORDER, "round %d has not begun".formatted(number));
        }
        if (!round.invites(site)) {
            throw new FederationException(ErrorCode.NOT_INVITED, "round %d does not ask the site".formatted(number));
        }
        return round;
    }

    /** The time of a round is up; nothing happens where it is over already. */
    public void deadline(int number, int step) {
        OpenRound round = course.round();
        if (round != null && round.number() == number && round.step() == step && !paused) {
            round.deadline();
            closeIfOver(round);
        }
    }

    /** Asks nobody any more until {@link #resume}; answers under way are taken. The journal keeps who asked. */
    public void pause(String by) {
        if (course.end() == null && !paused) {
            record.add(RunRecord.Type.Paused, ByteString.copyFromUtf8(by));
            paused = true;
        }
    }

    public void resume(String by) {
        if (paused) {
            record.add(RunRecord.Type.Resumed, ByteString.copyFromUtf8(by));
            paused = false;
        }
    }

    /** Somebody with the right to do so ends the run. */
    public void cancel(String reason) {
        if (course.end() == null) {
            finish(new RunEnd(ErrorCode.CANCELLED, reason, null));
        }
    }

    /**
     * What a site sends in a step of a sum under masks, or once more.
     *
     * @return what the step came to; nothing of it while the step is open
     */
    public SecureReply secure(SiteId site, SecureRequest request) {
        OpenRound open = requireOpen(site, request.getRound());
        SecureSum sum = MaskedSteps.sum(open, site);
        if (steps.take(open, site, request)) {
            closeIfOver(open);
        }
        return sum.told(site, SecureCodec.step(request));
    }

    /** As {@link #secure}, for a site that has been heard. */
    public SecureReply told(SiteId site, int number, SecureStep step) {
        return MaskedSteps.sum(requireOpen(site, number), site).told(site, step);
    }

    private void closeIfOver(OpenRound open) {
        steps.close(open);
        if (!open.isOver()) {
            return;
        }
        record.step("closing", open.number());
        RoundOutcome outcome = store.kept(open.outcome());
        RoundClosed told = course.codec().toMessage(outcome, open.digest());
        tell(Entry.newBuilder().setRoundClosed(told).build());
        gone.addAll(store.forget(open, record));
        course.goOn(outcome, told, open.digests());
        planNext();
        record.step("committing", open.number());
    }

    /** Plans what the program asks now, or ends the run with it. */
    private void planNext() {
        OpenRound next = course.round();
        RunEnd end = course.end();
        if (next != null) {
            record.add(RunRecord.Type.RoundPlanned, planned(next).toByteString());
        } else if (end != null) {
            finish(end);
        }
    }

    private void finish(RunEnd how) {
        Ended.Builder ended = Ended.newBuilder().setRound(course.rounds());
        if (how.code() != null) {
            ended.setCode(how.code().name()).setReason(Losses.shortened(how.reason()));
        }
        tell(Entry.newBuilder().setEnded(ended).build());
        course.end(how);
    }

    private void tell(Entry entry) {
        record.add(RunRecord.Type.EntryWritten, entry.toByteString());
        course.tell(entry.toByteString());
    }

    private TaskOffered planned(OpenRound open) {
        return TaskOffered.newBuilder()
                .setRun(definition.run())
                .setRound(open.number())
                .setHead(head())
                .setQuestion(Digests.toBytes(open.digest()))
                .setAnswerMillis(wait(open).toMillis())
                .build();
    }

    private Duration wait(OpenRound open) {
        return open.question().plan().kind().isFullBatch()
                ? definition.timing().patience()
                : definition.timing().round();
    }

    /** Stops the program's thread; nothing is written. */
    @Override
    public void close() {
        course.close();
    }
}
