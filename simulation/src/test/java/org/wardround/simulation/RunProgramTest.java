package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Metric;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.data.table.MappedData;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.QuestionDigest;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SteppedProgram;
import org.wardround.inference.program.SteppedProgram.Step;
import org.wardround.inference.program.Watcher;
import org.wardround.inference.statistics.CountRule;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.answer.SiteTask;
import org.wardround.privacy.release.Release;
import org.wardround.publish.RunOutput;

/** A coordinator without tables and hospitals with one each run the program for themselves, and come to what the simulation comes to. */
class RunProgramTest {
    static final long SEED = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fedavg", "scaffold", "fedadam, serverLearningRate: 0.1", "fednova"})
    void all_come_to_the_model_of_the_simulation(String strategy) throws Exception {
        assertSame(Hospitals.study(strategy, "threshold: youden"));
    }

    @Test
    void also_where_each_site_standardises_by_itself() throws Exception {
        assertSame(Hospitals.study("fedavg", "")
                .replace("  minimumPatients: 1", "  minimumPatients: 1\n  standardise: site"));
    }

    @Test
    void also_by_a_network_from_random_parameters() throws Exception {
        assertSame(Hospitals.study("fedprox, mu: 0.01", "").replace("{type: logistic}", "{type: mlp, hidden: [4]}"));
    }

    @Test
    void also_by_exact_regression_with_splines() throws Exception {
        String study = Hospitals.study("newton", "")
                .replace("  local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}\n", "")
                .replace(
                        "model: {type: logistic}", "model: {type: logistic, terms: [{spline: age, knots: 4}, marker]}");
        assertSame(study);
    }

    /** A coordinator is stopped in each round and a new one brought back from the outcomes so far; the hospitals never notice. */
    @Test
    void a_program_that_was_stopped_goes_on_to_the_same_bits_from_the_outcomes_so_far() throws Exception {
        SimulationRequest request = Hospitals.three()
                .request(folder, Hospitals.study("scaffold", "threshold: youden"), new SimulationOptions(SEED, 1, 0));
        RunOutput simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        List<RoundOutcome> past = new ArrayList<>();
        List<RunProgram.Done> all = together(request, site -> CountRule.SHOWN, (outcome, coordinator) -> {
            past.add(outcome);
            coordinator.close();
            SteppedProgram<RunProgram.Done> next = coordinator(request, sites(request));
            next.start();
            past.subList(0, past.size() - 1).forEach(next::answer);
            return next;
        });
        assertThat(all)
                .extracting(RunProgramTest::hash)
                .containsOnly(simulated.results().model().identity().sha256());
    }

    /** Before the outcome of a round is told to the coordinator: which coordinator shall hear it. */
    private interface Restart {
        SteppedProgram<RunProgram.Done> before(RoundOutcome outcome, SteppedProgram<RunProgram.Done> coordinator);
    }

    private static String hash(RunProgram.Done done) {
        return VectorDigest.of(ArrayVector.owning(done.trained().parameters())).hex();
    }

    private void assertSame(String study) throws Exception {
        SimulationRequest request = Hospitals.three().request(folder, study, new SimulationOptions(SEED, 1, 0));
        RunOutput simulated = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        List<RunProgram.Done> all = together(request);
        assertThat(all).hasSize(4);
        for (RunProgram.Done done : all) {
            assertThat(hash(done))
                    .isEqualTo(simulated.results().model().identity().sha256());
            Estimate auroc = done.evaluated().overall().get(0).of(Metric.AUROC);
            assertThat(((Estimate.Measured) auroc).value())
                    .isEqualTo(simulated
                            .results()
                            .evaluations()
                            .federated()
                            .overall()
                            .find(Metric.AUROC)
                            .orElseThrow()
                            .value());
            assertThat(done.patients().figures().patients())
                    .isEqualTo(all.get(0).patients().figures().patients());
        }
        assertThat(all.get(0).evaluated().sites()).isEmpty();
        assertThat(all.get(1).evaluated().sites()).hasSize(1);
    }

    /** The coordinator's outcome, then the sites'. */
    static List<RunProgram.Done> together(SimulationRequest request) throws Exception {
        return together(request, site -> CountRule.SHOWN);
    }

    /** The same, where each site gives the counts of its patients by its own rule. */
    static List<RunProgram.Done> together(SimulationRequest request, Function<SiteId, CountRule> rules)
            throws Exception {
        return together(request, rules, (outcome, coordinator) -> coordinator);
    }

    private static List<RunProgram.Done> together(
            SimulationRequest request, Function<SiteId, CountRule> rules, Restart restart) throws Exception {
        SortedMap<SiteId, Table> tables = tables(request);
        List<SteppedProgram<RunProgram.Done>> programs = new ArrayList<>();
        programs.add(coordinator(request, tables.keySet()));
        tables.forEach((site, table) -> programs.add(program(
                request,
                tables.keySet(),
                new TreeMap<>(Map.of(site, table)),
                new Learning(
                        request.study().study().data(), model(request.study().study())),
                rules.apply(site))));
        List<Step<RunProgram.Done>> steps = new ArrayList<>();
        programs.forEach(program -> steps.add(program.start()));
        while (steps.get(0) instanceof Step.Asks<RunProgram.Done>) {
            List<Question> questions = steps.stream()
                    .map(step -> ((Step.Asks<RunProgram.Done>) step).question())
                    .toList();
            assertThat(questions.stream().map(QuestionDigest::of).distinct()).hasSize(1);
            RoundOutcome outcome = answered(List.copyOf(tables.keySet()), questions);
            programs.set(0, restart.before(outcome, programs.get(0)));
            for (int i = 0; i < programs.size(); i++) {
                steps.set(i, programs.get(i).answer(outcome));
            }
        }
        List<RunProgram.Done> all = new ArrayList<>();
        for (Step<RunProgram.Done> step : steps) {
            if (step instanceof Step.Failed<RunProgram.Done> failed
                    && failed.failure() instanceof FederationException ended) {
                throw ended;
            }
            assertThat(step).isInstanceOf(Step.Done.class);
            all.add(((Step.Done<RunProgram.Done>) step).value());
        }
        return all;
    }

    /** Each invited site answers the question as it understands it; the first question is the coordinator's. */
    private static RoundOutcome answered(List<SiteId> sites, List<Question> questions) {
        Accumulator sum = new Accumulator(questions.get(0).layout());
        for (int i = 0; i < sites.size(); i++) {
            SiteId site = sites.get(i);
            Question question = questions.get(i + 1);
            if (question.plan().invited().contains(site)) {
                SiteTask.Answer answer = new SiteTask(question.orderFor(site))
                        .answer(() -> question.work().compute(site));
                Release release = ((SiteTask.Answer.Protected) answer).release();
                LongBuffer words = LongBuffer.allocate(Math.toIntExact(release.length()));
                release.writeTo((block, count) -> words.put(block, 0, count));
                sum.add(ArrayWords.owning(words.array()));
            }
        }
        RoundPlan plan = questions.get(0).plan();
        return new RoundOutcome(
                plan.number(),
                plan.invited(),
                new TreeMap<>(),
                null,
                List.of(sum.sum().words()));
    }

    private static Set<SiteId> sites(SimulationRequest request) {
        try {
            return tables(request).keySet();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static SortedMap<SiteId, Table> tables(SimulationRequest request) throws Exception {
        MappedData.Sites read =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        read.sites().forEach((site, data) -> tables.put(site, data.table()));
        return tables;
    }

    private static ModelSpec model(Study study) {
        return study.analysis() instanceof Analysis.Fit fit ? fit.model() : ((Analysis.Train) study.analysis()).model();
    }

    private static SteppedProgram<RunProgram.Done> coordinator(SimulationRequest request, Set<SiteId> sites) {
        return program(request, sites, new TreeMap<>(), RunProgram.Learning.NONE, CountRule.SHOWN);
    }

    private static SteppedProgram<RunProgram.Done> program(
            SimulationRequest request,
            Set<SiteId> sites,
            SortedMap<SiteId, Table> atHand,
            RunProgram.Learning learning,
            CountRule counts) {
        Members members = new Members(new TreeSet<>(sites), atHand);
        RunProgram program = new RunProgram(
                request.study().study(),
                new RunProgram.Plan(SEED, RunProgram.Given.NOTHING),
                members,
                learning,
                counts);
        return new SteppedProgram<>(
                "program", exchange -> program.run(new Rounds(exchange, Rounds.RoundLog.NONE), Watcher.NONE));
    }
}
