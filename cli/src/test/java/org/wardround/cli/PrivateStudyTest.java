package org.wardround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that asks for differential privacy, as far as its file goes. */
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
