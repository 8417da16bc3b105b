package org.wardround.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
    @Test
    void columns_are_aligned_to_their_sides() {
        TextTable table = TextTable.of(List.of("Site", ">Rows", "Says"))
                .row(List.of("lakeview", "7", "a–b"))
                .row(List.of("all", "1234", ""));

        assertThat(table.lines()).containsExactly("Site      Rows  Says", "lakeview     7  a–b", "all       1234");
        assertThat(table.width()).isEqualTo(20);
    }

    @Test
    void text_is_broken_between_words_and_indented() {
        assertThat(Wrapped.lines("  one two three four", 11, 4)).containsExactly("  one two", "    three", "    four");
        assertThat(Wrapped.lines("short", 80, 4)).containsExactly("short");
        assertThat(Wrapped.lines("incomprehensibilities are long", 10, 2))
                .containsExactly("incomprehensibilities", "  are long");
    }
}
