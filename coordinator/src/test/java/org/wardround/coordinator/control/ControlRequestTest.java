package org.wardround.coordinator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ControlRequestTest {
    @Test
    void what_is_written_is_read_again_and_words_stay_on_one_line() {
        ControlRequest request =
                new ControlRequest(ControlRequest.Action.CANCEL, "run-1", "ada\u2028x", "wrong\ncohort");
        assertThat(request.by()).isEqualTo("ada x");
        assertThat(request.reason()).isEqualTo("wrong cohort");
        assertThat(ControlRequest.parse(request.text())).isEqualTo(request);
    }

    @Test
    void another_text_is_refused() {
        for (String text : new String[] {
            "",
            "wardround-control 1\nstop\nrun-1\nada\n\n",
            "wardround-control 1\npause\n../run\nada\n\n",
            "wardround-control 2\npause\nrun-1\nada\n\n",
            "wardround-control 1\npause\nrun-1\nada\n\nmore"
        }) {
            assertThatIllegalArgumentException().isThrownBy(() -> ControlRequest.parse(text));
        }
    }
}
