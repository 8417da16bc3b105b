package org.wardround.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrappedTest {
    @Test
    void later_lines_are_indented() {
        assertThat(Wrapped.lines("  one two three", 10, 4)).containsExactly("  one two", "    three");
    }

    // "a with 95" has nine columns, so the number alone would fit.
    @Test
    void a_number_stays_with_its_percent_sign() {
        assertThat(Wrapped.lines("a with 95 % interval", 10, 0)).containsExactly("a with", "95 %", "interval");
    }
}
