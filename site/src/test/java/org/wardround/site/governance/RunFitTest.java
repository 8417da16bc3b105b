package org.wardround.site.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.study.Study;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.site.agent.RunDecider.Decision;
import org.wardround.study.file.StudyFile;

class RunFitTest {
    @TempDir
    Path folder;

    private Study study(String privacy) throws IOException {
        Path file = Files.writeString(folder.resolve("study.yaml"), """
                study: shared
                purpose: Try what is declined
                data:
                  minimumPatients: 1
                  variables:
                    - {name: age, type: number, unit: years, range: [0, 120]}
                  outcome: {name: event, type: binary}
                  split: {validation: 0, test: 0.3}
                model: {type: logistic}
                training:
                  strategy: {type: fedsgd, serverLearningRate: 0.5}
                  rounds: 4
                  local: {batchSize: 8}
                evaluation: {primary: accuracy, metrics: [accuracy]}
                privacy:
                  differentialPrivacy: {delta: 1e-5, %s}
                """.formatted(privacy));
        return StudyFile.read(file).study();
    }

    private static RunOffered by(int sites) {
        RunOffered.Builder run = RunOffered.newBuilder().setRun("first");
        IntStream.range(0, sites).forEach(i -> run.addSites("site-" + i));
        return run.build();
    }

    /** Of seven sites two lists of survivors take 5 answers each, and three that answer both make 7 + 3 = 10 of them. */
    @Test
    void a_run_of_too_few_sites_for_the_colluders_that_are_tolerated_is_declined_before_it_is_joined()
            throws IOException {
        Study three = study("epsilon: 3, noise: distributed, toleratedColluders: 3");

        assertThat(RunFit.refusal(by(8), three)).isEmpty();
        assertThat(RunFit.refusal(by(7), three))
                .contains(
                        new Decision.Decline(
                                ErrorCode.STUDY_UNFIT,
                                "toleratedColluders is 3, and a sum over 7 sites hides single ones from 2 at most: lower it, ask more sites, or say noise: local"));
    }

    @Test
    void so_is_one_in_which_a_share_of_the_noise_can_not_be_drawn() throws IOException {
        Study little = study("noiseMultiplier: 0.1, noise: distributed");

        assertThat(RunFit.refusal(by(3), little)).isEmpty();
        // 409.6 units over √(10,923 − 1) are fewer than 4.
        assertThat(RunFit.refusal(by(16_384), little))
                .get()
                .asString()
                .contains("can't be shared out among 16384 sites");
    }

    @Test
    void noise_of_each_sites_own_leans_on_nobody() throws IOException {
        assertThat(RunFit.refusal(by(1), study("epsilon: 3"))).isEmpty();
    }
}
