package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.study.Study;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Words;
import org.wardround.core.task.TaskKind;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.inference.describe.NoisedDescription;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SteppedProgram;
import org.wardround.inference.program.SteppedProgram.Step;
import org.wardround.inference.program.Watcher;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.answer.SiteTask;
import org.wardround.privacy.release.Release;
import org.wardround.privacy.training.TrainingNoise;

/**
 * The run as it would have been without a fault, where in each round just those answer who did: programs in memory, no messages, no disks. What the real one comes
 * to is held against it. Not thread-safe.
 */
public final class Replay implements AutoCloseable {
    private final SteppedProgram<RunProgram.Done> coordinator;
    private final SortedMap<SiteId, SteppedProgram<RunProgram.Done>> sites = new TreeMap<>();
    private final SortedMap<SiteId, Step<RunProgram.Done>> steps = new TreeMap<>();
    private final boolean masked;
    /** Whether sites add noise in training that nobody can draw again: what its rounds came to is taken as it was told. */
    private final boolean secret;

    private Step<RunProgram.Done> step;

    Replay(FaultStudy study, SortedSet<SiteId> members) {
        this(study.study(), study.seed(), study.tables(), members);
    }

    /** @param members those who have joined */
    public Replay(Study study, long seed, SortedMap<SiteId, Table> tables, SortedSet<SiteId> members) {
        secret = TrainingNoise.of(study).isPresent();
        masked = study.privacy().secureAggregation();
        coordinator = program(study, seed, members, new TreeMap<>(), RunProgram.Learning.NONE);
        step = coordinator.start();
        for (SiteId site : members) {
            Learning learning = Learning.of(study, new Carry(), TrainingNoise::chance);
            SteppedProgram<RunProgram.Done> program =
                    program(study, seed, members, new TreeMap<>(Map.of(site, tables.get(site))), learning);
            sites.put(site, program);
            steps.put(site, program.start());
        }
    }

    private static SteppedProgram<RunProgram.Done> program(
            Study study,
            long seed,
            SortedSet<SiteId> members,
            SortedMap<SiteId, Table> atHand,
            RunProgram.Learning learning) {
        RunProgram program = new RunProgram(
                study,
                new RunProgram.Plan(seed, RunProgram.Given.NOTHING),
                new Members(new TreeSet<>(members), atHand),
                learning);
        return new SteppedProgram<>(
                "replay", exchange -> program.run(new Rounds(exchange, Rounds.RoundLog.NONE), Watcher.NONE));
    }

    /** What is asked now; null at the end. */
    @Nullable
    Question question() {
        return step instanceof Step.Asks<RunProgram.Done> asks ? asks.question() : null;
    }

    /** Goes on as the round went, and checks that it could go so: the quorum was there, and the sum is that of those who answered. */
    public void close(RoundOutcome outcome) {
        Question question = question();
        assertThat(question)
                .as("round %d was closed, and nothing is asked", outcome.round())
                .isNotNull();
        assertThat(outcome.round())
                .as("the round that is closed")
                .isEqualTo(question.plan().number());
        boolean enough = outcome.answered().size() >= question.plan().quorum();
        boolean failed = failed(outcome);
        assertThat(outcome.words().isEmpty())
                .as(
                        "round %d has %d answers of %d that it takes, and was given up",
                        outcome.round(),
                        outcome.answered().size(),
                        question.plan().quorum())
                .isEqualTo(!enough || failed);
        List<Words> words = new ArrayList<>();
        if (enough && !failed) {
            words.add(secret && hasNoise(question) ? outcome.words().get(0) : sum(question, outcome.answered()));
            assertThat(values(outcome.words().get(0)))
                    .as("the sum of round %d over %s", outcome.round(), outcome.answered())
                    .isEqualTo(values(words.get(0)));
        }
        goOn(new RoundOutcome(outcome.round(), outcome.answered(), outcome.lost(), outcome.failure(), words));
    }

    private static boolean hasNoise(Question question) {
        return question.plan().kind() == TaskKind.TRAIN || NoisedDescription.isIn(question.layout());
    }

    private Words sum(Question question, SortedSet<SiteId> answered) {
        Accumulator sum = new Accumulator(question.layout());
        answered.forEach(site -> sum.add(answer(site)));
        return sum.sum().words();
    }

    /** Whether a sum under masks found too few to take the masks off, though enough had answered. */
    private boolean failed(RoundOutcome outcome) {
        RoundOutcome.Failure failure = outcome.failure();
        if (failure != null) {
            assertThat(masked)
                    .as("round %d failed (%s), and its sum is in the clear", outcome.round(), failure)
                    .isTrue();
            assertThat(failure.code()).isEqualTo(ErrorCode.QUORUM_NOT_MET);
        }
        return failure != null;
    }

    /** Everybody answers, to the end. */
    void closeAll() {
        Question question = question();
        while (question != null) {
            Words sum = sum(question, question.plan().invited());
            goOn(new RoundOutcome(
                    question.plan().number(), question.plan().invited(), new TreeMap<>(), null, List.of(sum)));
            question = question();
        }
    }

    private void goOn(RoundOutcome outcome) {
        step = coordinator.answer(outcome);
        sites.forEach((site, program) -> steps.put(site, program.answer(outcome)));
    }

    private Words answer(SiteId site) {
        Question question = ((Step.Asks<RunProgram.Done>) steps.get(site)).question();
        SiteTask.Answer answer = new SiteTask(question.orderFor(site))
                .answer(() -> question.work().compute(site));
        Release release = ((SiteTask.Answer.Protected) answer).release();
        long[] words = new long[Math.toIntExact(release.length())];
        int[] filled = new int[1];
        release.writeTo((block, count) -> {
            System.arraycopy(block, 0, words, filled[0], count);
            filled[0] += count;
        });
        return ArrayWords.owning(words);
    }

    private static long[] values(Words words) {
        long[] values = new long[Math.toIntExact(words.length())];
        ArrayWords.copyOf(words).read(0, values, values.length);
        return values;
    }

    /** SHA-256 of the model; empty where the program did not come to its end. */
    public String hash() {
        return step instanceof Step.Done<RunProgram.Done> done ? hash(done.value()) : "";
    }

    static String hash(RunProgram.Done done) {
        return VectorDigest.of(ArrayVector.owning(
                        Objects.requireNonNull(done.trained()).parameters()))
                .hex();
    }

    @Override
    public void close() {
        coordinator.close();
        sites.values().forEach(SteppedProgram::close);
    }
}
