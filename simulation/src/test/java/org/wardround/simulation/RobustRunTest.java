package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.aggregate.Outlier;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Metric;
import org.wardround.data.table.MappedData;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.inference.program.Watcher;
import org.wardround.learning.answer.FittedModel;
import org.wardround.publish.Comparing;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.attack.Attack;
import org.wardround.simulation.attack.Attackers;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.results.AggregationInfo;
import org.wardround.study.results.Comparisons.Differences;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Results;
import org.wardround.study.results.RoundResult;

/** Whole runs whose updates are read site by site, whose bound adapts, or whose sites don't mean well. */
class RobustRunTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final SiteId NORTH = new SiteId("north");

    @TempDir
    private Path folder;

    private RunOutput run(String strategy, String evaluation, int threads) throws IOException {
        return Simulation.run(
                Hospitals.three()
                        .request(folder, Hospitals.study(strategy, evaluation), new SimulationOptions(3, threads, 0)),
                Progress.SILENT,
                CLOCK);
    }

    @Test
    void a_bounded_mean_trains_as_the_mean_does_and_its_bound_is_on_record() throws IOException {
        Results bounded = run("fedavg, aggregation: boundedMean", "", 1).results();
        Results mean = run("fedavg", "", 1).results();
        double auroc = auroc(bounded);
        assertThat(auroc).isCloseTo(auroc(mean), within(0.03));
        assertThat(bounded.header().study().plan().aggregation())
                .isEqualTo(new AggregationInfo("boundedMean", AggregationInfo.Clip.NONE));
        assertThat(bounded.training().rounds())
                .allSatisfy(round -> assertThat(round.step().bound()).isPositive());
        assertThat(mean.training().rounds())
                .allSatisfy(round -> assertThat(round.step().bound()).isNaN());
    }

    private static double auroc(Results results) {
        return results.evaluations()
                .federated()
                .overall()
                .find(Metric.AUROC)
                .orElseThrow()
                .value();
    }

    @Test
    void threads_show_nowhere_where_updates_are_read_site_by_site() throws IOException {
        for (String aggregation : List.of("median", "trimmedMean", "boundedMean")) {
            String strategy = "fedavg, aggregation: " + aggregation;
            RunOutput one = run(strategy, "comparators: [local, pooled]", 1);
            RunOutput two = run(strategy, "comparators: [local, pooled]", 2);
            assertThat(two.results().model()).isEqualTo(one.results().model());
            assertThat(two.results().evaluations()).isEqualTo(one.results().evaluations());
            assertThat(two.audit()).isEqualTo(one.audit());
        }
    }

    @Test
    void the_audit_log_tells_sums_from_updates_of_one_site() throws IOException {
        List<String> audit = run("fedavg, aggregation: median", "", 1).audit();
        assertThat(audit)
                .filteredOn(line -> line.contains("\"task\":\"train\""))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"release\":\"perSiteUpdate\""));
        assertThat(audit)
                .filteredOn(line -> line.contains("\"task\":\"describe\""))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"release\":\"sum\""));
    }

    @Test
    void krum_over_three_hospitals_is_refused_with_a_way_out() {
        assertThatThrownBy(() -> run("fedavg, aggregation: multiKrum, malicious: 1", "", 1))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("multiKrum needs the updates of 5 sites in each round, and 3 are asked")
                .hasMessageContaining("use boundedMean");
    }

    @Test
    void an_adaptive_bound_moves_by_a_tenth_of_its_logarithm_at_most() throws IOException {
        Results results = run("fedavg, clip: {initial: 0.2, quantile: 0.5, rate: 0.2}", "", 2)
                .results();
        List<RoundResult> rounds = results.training().rounds();
        assertThat(rounds.get(0).step().bound()).isEqualTo(0.2);
        for (int i = 1; i < rounds.size(); i++) {
            double moved = StrictMath.log(
                    rounds.get(i).step().bound() / rounds.get(i - 1).step().bound());
            assertThat(Math.abs(moved)).isBetween(0.2 / 6 - 1e-9, 0.1 + 1e-9);
        }
        assertThat(results.header().study().plan().aggregation().clip()).isEqualTo(AggregationInfo.Clip.ADAPTIVE);
    }

    @Test
    void contribution_is_the_difference_of_two_models_on_all_test_rows() throws IOException {
        SimulationRequest request = Hospitals.three()
                .request(
                        folder,
                        Hospitals.study("fedavg", "primary: accuracy\n  comparators: [leaveOneSiteOut]"),
                        new SimulationOptions(3, 1, 0));
        Results results = Simulation.run(request, Progress.SILENT, CLOCK).results();
        SortedMap<SiteId, Differences> contribution = results.comparisons().contribution();
        assertThat(contribution).hasSize(3);

        SortedMap<SiteId, Table> tables = tables(request);
        Analysis.Train train = (Analysis.Train) request.study().study().analysis();
        AttackTrial everybody = new AttackTrial(request.study().study().data(), train.model(), tables);
        double with = everybody.clean(train.training(), 3);
        SortedMap<SiteId, Table> others = new TreeMap<>(tables);
        others.remove(NORTH);
        FittedModel without = experiment(request, others, Watcher.NONE).model();
        double accuracy = Benchmark.accuracy(Comparing.together(Assessor.testRows(without, tables)));

        Difference north = contribution.get(NORTH).find(Metric.ACCURACY).orElseThrow();
        assertThat(north.value()).isCloseTo(with - accuracy, within(1e-12));
        assertThat(north.low()).isLessThanOrEqualTo(north.value());
        assertThat(north.high()).isGreaterThanOrEqualTo(north.value());
    }

    @Test
    void an_attacker_is_named_in_every_round() throws IOException {
        SimulationRequest request = Hospitals.three()
                .request(
                        folder,
                        Hospitals.study("fedavg, aggregation: boundedMean", ""),
                        new SimulationOptions(3, 1, 0));
        SortedSet<SiteId> malicious = new TreeSet<>(List.of(NORTH));
        List<SortedMap<SiteId, Outlier>> outliers = new ArrayList<>();
        Watcher watcher = new Watcher() {
            @Override
            public void roundEnded(TrainingState next, Rounds.Ended<?> ended) {
                outliers.add(next.current().step().outliers());
            }
        };
        Analysis.Train train = (Analysis.Train) request.study().study().analysis();
        TrainingProgram.Definition definition = new TrainingProgram.Definition(
                request.study().study().data(), train.model(), train.training(), null, 3);
        new Experiment(definition, tables(request), rounds(), new Attackers(Attack.SCALING, malicious, 3)).run(watcher);
        assertThat(outliers).isNotEmpty().allSatisfy(round -> assertThat(round).containsKey(NORTH));
    }

    private static Rounds rounds() {
        return new Rounds(new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
    }

    private static Experiment.Trained experiment(
            SimulationRequest request, SortedMap<SiteId, Table> tables, Watcher watcher) {
        Analysis.Train train = (Analysis.Train) request.study().study().analysis();
        TrainingProgram.Definition definition = new TrainingProgram.Definition(
                request.study().study().data(), train.model(), train.training(), null, 3);
        return new Experiment(definition, tables, rounds()).run(watcher);
    }

    private static SortedMap<SiteId, Table> tables(SimulationRequest request) {
        MappedData.Sites sites =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        sites.sites().forEach((site, data) -> tables.put(site, data.table()));
        return tables;
    }
}
