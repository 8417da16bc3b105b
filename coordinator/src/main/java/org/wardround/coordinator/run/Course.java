package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.strategy.Sites;
import org.wardround.core.study.Analysis;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SteppedProgram;
import org.wardround.privacy.secure.SecureSession;
import org.wardround.privacy.secure.SessionTerms;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.OutcomeCodec;
import org.wardround.protocol.message.TranscriptChain;
import org.wardround.protocol.v1.Head;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.publish.RoundHistory;

/** The program of a run, the lines told so far, and the round that is open. Not thread-safe. */
final class Course implements AutoCloseable {
    private final RunDefinition definition;
    private final List<ByteString> lines = new ArrayList<>();
    private TranscriptChain chain = TranscriptChain.empty();
    private @Nullable OutcomeCodec codec;
    private @Nullable SteppedProgram<RunProgram.Done> program;
    private @Nullable OpenRound round;
    private @Nullable RunEnd end;

    private final RunClock clock;
    private final RoundHistory history;
    private final SortedMap<SiteId, String> leftOut = new TreeMap<>();
    private SortedSet<SiteId> sites = new TreeSet<>();
    private final RoundAudit audit = new RoundAudit();
    private Instant started = Instant.EPOCH;

    Course(RunDefinition definition, InstantSource clock) {
        this.definition = definition;
        this.clock = new RunClock(clock);
        this.history = new RoundHistory(
                () -> TimeUnit.MILLISECONDS.toNanos(this.clock.instant().toEpochMilli()));
    }

    /** Its time, which says when what is brought back from the journal was written. */
    RunClock clock() {
        return clock;
    }

    /** Starts the program over those who have joined, up to its first question or its end. */
    void begin(Lobby lobby) {
        sites = lobby.sites();
        lobby.declined().forEach((site, loss) -> leftOut.put(site, loss.reason()));
        started = clock.instant();
        codec = new OutcomeCodec(sites);
        int asked = askedInARound();
        int quorum = quorum();
        if (asked < quorum) {
            end(new RunEnd(
                    ErrorCode.TOO_FEW_SITES,
                    "training.quorum is %d, and a round asks %d of the %d that take part, so no round can count%s. Lower the quorum, or begin again when more can take part"
                            .formatted(quorum, asked, sites.size(), declined()),
                    null));
            return;
        }
        try {
            TrainingNoise.requireFit(definition.study(), sites.size());
        } catch (FederationException unfit) {
            // It did fit those who were invited.
            end(new RunEnd(ErrorCode.TOO_FEW_SITES, unfit.getMessage() + declined(), null));
            return;
        }
        RunProgram questions = new RunProgram(
                definition.study(),
                new RunProgram.Plan(definition.seed(), definition.given()),
                new Members(sites, Collections.emptySortedMap()),
                RunProgram.Learning.NONE);
        program = new SteppedProgram<>(
                "run-" + definition.run(),
                exchange -> questions.run(
                        new Rounds(exchange, audit, definition.study().privacy().secureAggregation()), history));
        goneOn(program.start());
    }

    private int quorum() {
        Analysis analysis = definition.study().analysis();
        if (analysis instanceof Analysis.Train train) {
            return train.training().quorum();
        }
        return analysis instanceof Analysis.Fit fit ? fit.newton().quorum() : 1;
    }

    private int askedInARound() {
        return definition.study().analysis() instanceof Analysis.Train train
                ? Sites.count(train.training().strategy().selection(), sites.size())
                : sites.size();
    }

    private String declined() {
        return leftOut.entrySet().stream()
                .map(site -> "; %s declined, %s".formatted(site.getKey(), site.getValue()))
                .collect(Collectors.joining());
    }

    /**
     * Goes on to the next question, or the end.
     *
     * @param told the outcome as a line of the transcript
     * @param sent digests of what sites let go in the round
     */
    void goOn(RoundOutcome outcome, RoundClosed told, SortedMap<SiteId, Sha256> sent) {
        audit.opened(started(round), outcome, told, sent);
        goneOn(started(program).answer(outcome));
    }

    private void goneOn(SteppedProgram.Step<RunProgram.Done> step) {
        if (step instanceof SteppedProgram.Step.Asks<RunProgram.Done> asks) {
            open(asks.question());
        } else {
            end(RunEnd.of(
                    step,
                    new RunStory(started, clock.instant(), sites, leftOut, history, audit.rings(), audit.lines())));
        }
    }

    private void open(Question question) {
        if (!definition.study().privacy().secureAggregation()) {
            round = new OpenRound(question, null);
            return;
        }
        int invited = question.plan().invited().size();
        if (question.plan().release() != ReleaseKind.SUM
                || invited < SessionTerms.MIN_SITES
                || invited > Limits.MASKED_SITES) {
            end(new RunEnd(
                    ErrorCode.TOO_FEW_SITES,
                    "the study takes sums under masks only, which hide a site among %d to %d; round %d asks %d. Where fewer take part nothing can hide them from each other: a study that says privacy.secureAggregation.required: false does without, if every hospital's policy allows it%s"
                            .formatted(
                                    SessionTerms.MIN_SITES,
                                    Limits.MASKED_SITES,
                                    question.plan().number(),
                                    invited,
                                    declined()),
                    null));
            return;
        }
        SortedMap<SiteId, VerifyingKey> keys = new TreeMap<>();
        question.plan()
                .invited()
                .forEach(site -> keys.put(
                        site, Objects.requireNonNull(definition.invited().get(site))));
        round = new OpenRound(
                question,
                new SecureSum(new SecureSession(new SessionTerms(
                        definition.run(),
                        question.plan().number(),
                        1,
                        definition.roster(),
                        definition.hash(),
                        Digests.of(head().getHash()),
                        QuestionDigest.of(question),
                        keys,
                        question.layout().ring(),
                        question.layout().length(),
                        ""))));
    }

    /** Nothing comes after this. */
    void end(RunEnd how) {
        end = how;
        round = null;
        close();
    }

    /** One more line, as it is in the journal. */
    void tell(ByteString line) {
        lines.add(line);
        chain = chain.with(line);
    }

    Head head() {
        return chain.head();
    }

    List<ByteString> lines(int from) {
        return List.copyOf(lines.subList(Math.min(from, lines.size()), lines.size()));
    }

    /** Number of the last round that was told; 0 for none. */
    int rounds() {
        return Math.max(0, lines.size() - 1);
    }

    boolean isStarted() {
        return program != null;
    }

    OutcomeCodec codec() {
        return started(codec);
    }

    @Nullable
    OpenRound round() {
        return round;
    }

    @Nullable
    RunEnd end() {
        return end;
    }

    private static <T> T started(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the run has not started");
        }
        return value;
    }

    /** Stops the program's thread. */
    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
