package org.wardround.site.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.FederationException;
import org.wardround.publish.counts.CountMode;
import org.wardround.site.worker.v1.Counts;
import org.wardround.site.worker.v1.Open;

class CountWordsTest {
    @Test
    void a_worker_reads_the_mode_that_the_agent_means() {
        for (CountMode mode : List.of(CountMode.SHOWN, CountMode.OWN_THRESHOLD, new CountMode.Noised(0.3, 1e-7))) {
            Open.Builder open = Open.newBuilder();
            CountWords.put(mode, open);
            assertThat(CountWords.of(open.build())).isEqualTo(mode);
        }
    }

    @Test
    void counts_never_leave_as_they_are_because_a_mode_is_unknown() {
        Open open = Open.newBuilder()
                .setCounts(Counts.newBuilder().setMode("blurred"))
                .build();
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> CountWords.of(open))
                .withMessageContaining("versions of the software differ");
    }
}
