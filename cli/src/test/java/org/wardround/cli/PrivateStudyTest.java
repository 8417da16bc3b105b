package org.wardround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.Workbench.Ran;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;

/** A study that asks for differential privacy, from its file to the report. */
final class PrivateStudyTest {
    private static final String WANTED =
            "privacy:\n  differentialPrivacy: {epsilon: 3, delta: 1e-5, samplingRate: 0.2}\n";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void bench() {
        bench = Workbench.in(folder);
        bench.write("study.yaml", bench.read("study.yaml") + WANTED);
    }

    @Test
    void the_guarantee_and_what_it_does_not_cover_are_said_wherever_a_run_is_told() {
        Ran ran = bench.simulate();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.words())
                .contains(
                        "Privacy training is limited to ε = 3",
                        "not bounded: counts, means",
                        "all figures of the evaluation");
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(2.999, 3.0);
        assertThat(privacy.differentialPrivacy().delta()).isEqualTo(1e-5);
        assertThat(privacy.differentialPrivacy().mechanism()).startsWith("40 x discrete-gaussian");
        assertThat(privacy.statement()).contains("Without noise left", "No second run gives the same model");
        assertThat(bench.read("out/report.html")).contains("ε = 3", "RenyiAccountant", "Without noise left");
        assertThat(bench.read("out/results.json")).contains("\"notBounded\"", "\"accountant\"");
    }

    @Test
    void two_runs_with_one_seed_differ_since_their_noise_is_secret() {
        assertThat(bench.simulate().exitCode()).isZero();
        Results first = ResultsFolder.read(bench.path("out"));
        assertThat(bench.simulate("--force").exitCode()).isZero();
        Results second = ResultsFolder.read(bench.path("out"));

        assertThat(second.model().identity().sha256())
                .isNotEqualTo(first.model().identity().sha256());
    }

    @Test
    void all_that_looks_at_rows_beside_the_noise_is_refused_at_once() {
        bench.replace("study.yaml", "{type: fedavg}", "{type: fedavg, weights: rows}")
                .replace("study.yaml", "rounds: 4", "rounds: 4\n  earlyStopping: {patience: 2}")
                .replace("study.yaml", "batchSize: 8", "batchSize: all");

        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains(
                        "training.local: with differential privacy sums are divided by batchSize",
                        "training.strategy.weights: row counts are data",
                        "training.earlyStopping: early stopping looks at validation rows",
                        "3 errors");
    }

    @Test
    void a_limit_needs_one_way_to_fix_the_noise() {
        bench.replace("study.yaml", "epsilon: 3,", "epsilon: 3, noiseMultiplier: 2,");

        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains("privacy.differentialPrivacy: say what fixes the noise");
    }
}
