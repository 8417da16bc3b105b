package org.wardround.site.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Study;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.publish.counts.CountMode;
import org.wardround.study.file.StudyFile;

class RunCostTest {
    private static final Study HEART = StudyFile.read(Path.of("..", "studies", "heart-disease", "study.yaml"))
            .study();

    @Test
    void counts_with_noise_are_part_of_what_a_run_costs() {
        assertThat(RunCost.of(HEART, CountMode.SHOWN)).isEmpty();
        assertThat(RunCost.of(HEART, CountMode.OWN_THRESHOLD)).isEmpty();
        assertThat(RunCost.of(HEART, new CountMode.Noised(1, 1e-6))
                        .orElseThrow()
                        .epsilon(new RenyiAccountant(), 1e-6)
                        .orElseThrow())
                .isBetween(0.99, 1.0);
    }
}
