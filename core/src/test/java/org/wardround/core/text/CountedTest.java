package org.wardround.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CountedTest {
    @Test
    void one_is_singular_and_none_is_plural() {
        assertThat(Counted.of(0, "row")).isEqualTo("0 rows");
        assertThat(Counted.of(1, "Newton step")).isEqualTo("1 Newton step");
        assertThat(Counted.of(2, "row")).isEqualTo("2 rows");
    }
}
