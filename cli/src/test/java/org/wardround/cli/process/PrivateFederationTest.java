package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.ResultsFolder;

/** A study under differential privacy from its signature to its results, by the commands that people type, with a cap that holds one run and no second. */
class PrivateFederationTest {
    /**
     * 100 steps over all patients with noise of 5 times the clip norm: ε = 10.725510 at δ 1e-5 by Rényi, a published row. The sums before them cost a quarter of that by themselves, with noise of 1.6507: all of it is once with noise of 1/√(4 + 1/1.6507²), an ε of 11.3169.
     */
    private static final String TRAINS = """
        model: {type: logistic}
        training:
          initial: zeros
          strategy: {type: fedavg}
          rounds: 4
          quorum: 3
          local: {steps: 25, batchSize: 16, optimiser: {type: sgd, learningRate: 0.1}}
        evaluation:
          primary: auroc
          metrics: [auroc, brier]
        privacy:
          differentialPrivacy: {noiseMultiplier: 5, delta: 1e-5, samplingRate: 1}
        """;

    @TempDir
    Path folder;

    @Test
    void too_many_colluders_for_a_runs_hospitals_are_found_when_it_is_handed_in() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study(
                "leaning",
                TRAINS.replace("fedavg", "fedsgd, serverLearningRate: 0.5")
                        .replace("steps: 25, batchSize: 16, optimiser: {type: sgd, learningRate: 0.1}", "batchSize: 16")
                        .replace("samplingRate: 1", "samplingRate: 1, noise: distributed, toleratedColluders: 3"));
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            assertThat(services.command("study sign %s --key @dora.key --passphrase-file @pass".formatted(study)))
                    .contains("of whom 3 may tell theirs: it takes at least 6 sites");
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            assertThat(services.exitCode(
                            "coordinator run %s --coordinator @coordinator --federation @hearts --name first"
                                    .formatted(study),
                            told))
                    .isNotZero();
            assertThat(told.toString(StandardCharsets.UTF_8))
                    .contains(
                            "toleratedColluders is 3, and a sum over 3 sites hides single ones from 2 at most: lower it");
            assertThat(folder.resolve("coordinator/runs/first")).doesNotExist();
        }
    }

    @Test
    void one_run_fits_into_the_budget_and_says_what_it_cost_and_the_next_is_declined_before_any_work()
            throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("noisy", TRAINS);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.policy(
                    "site-1", ProcessFederation.POLICY.replace("limits: {", "limits: {epsilon: 12, delta: 1e-5, "));
            services.startAgents();
            services.run(study, "first", 7);
            services.await("the study", () -> services.ran("site show noisy --site @site-1 --out @dossier.html"));
            assertThat(Files.readString(folder.resolve("dossier.html")))
                    .contains("ε = 11.4 at δ = 1.0E-5", "at or below ε = 12.0 at δ = 1.0E-5");
            services.approve("noisy");
            assertThat(services.outcome("first")).containsEntry("outcome", "finished");

            Privacy privacy = ResultsFolder.read(folder.resolve("coordinator/runs/first/results"))
                    .limits()
                    .privacy();
            assertThat(privacy.secureAggregation()).isTrue();
            assertThat(privacy.differentialPrivacy().epsilon()).isCloseTo(11.3169, within(1e-3));
            assertThat(privacy.statement())
                    .contains("secret noise at each site")
                    .doesNotContain("No noise");
            assertThat(services.command("site ledger --site @site-1"))
                    .containsPattern("first +[0-9a-f]{12} +1 +describe +1 x discrete-gaussian-vector 1.65")
                    .containsPattern("first +[0-9a-f]{12} +[0-9]+ +train +25 x discrete-gaussian-vector 5.0 1.0")
                    .containsPattern("first +[0-9a-f]{12} +[0-9]+ +evaluate +not bounded")
                    .contains("ε = 11.317 at δ = 1.0E-5 by all others together of at most 12.0; 0.683 left");

            services.run(study, "second", 8);
            // Of three hospitals under masks none may be missing.
            assertThat(services.outcome("second")).containsEntry("outcome", "TOO_FEW_SITES");
            assertThat(services.outcome("second").toString()).contains("limits.epsilon");
            assertThat(services.audit("site-1")).noneMatch(line -> line.contains("\"run\":\"second\""));
            assertThat(services.audit("site-1"))
                    .as("every no is a line")
                    .anyMatch(line -> line.contains("\"what\":\"run second\"") && line.contains("BUDGET_SPENT"));
            assertThat(services.audit("site-2")).anyMatch(line -> line.contains("\"run\":\"second\""));
            assertThat(services.command("site ledger --site @site-1")).doesNotContain("second");
        }
    }
}
