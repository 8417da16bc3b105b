package org.wardround.site.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.publish.counts.CountMode;

final class CountModeTextTest {
    @Test
    void every_mode_is_read_as_it_was_written() {
        for (CountMode mode :
                List.of(CountMode.SHOWN, CountMode.OWN_THRESHOLD, new CountMode.Noised(0.1 + 0.2, 1e-10))) {
            assertThat(CountModeText.read(CountModeText.of(mode))).isEqualTo(mode);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noised", "noised 1", "noised x 1e-6", "noised -1 1e-6", "shown 1 2", "rounded"})
    void what_is_no_mode_is_never_taken_for_counts_as_they_are(String text) {
        assertThatThrownBy(() -> CountModeText.read(ByteString.copyFromUtf8(text)))
                .hasMessageContaining("in a way that this version does not know");
    }
}
