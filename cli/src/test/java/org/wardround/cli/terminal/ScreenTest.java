package org.wardround.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    @Test
    void a_terminal_is_live_and_as_wide_as_the_start_script_says() {
        Screen screen = Screen.detect(widths("120", "100"), Map.of("TERM", "xterm", "LANG", "de_DE.UTF-8"));

        assertThat(screen).isEqualTo(new Screen(120, 100, true, true, true));
    }

    @Test
    void without_the_start_script_nothing_is_a_terminal() {
        assertThat(Screen.detect(new Properties(), Map.of("TERM", "xterm", "LANG", "C.UTF-8")))
                .isEqualTo(new Screen(Screen.UNLIMITED, Screen.UNLIMITED, false, false, true));
    }

    @Test
    void columns_of_the_environment_go_before_the_width_of_the_terminal() {
        Map<String, String> environment = Map.of("TERM", "xterm", "COLUMNS", "72");

        assertThat(Screen.detect(widths("120", "100"), environment)).isEqualTo(new Screen(72, 72, true, true, false));
        assertThat(Screen.detect(new Properties(), environment))
                .isEqualTo(new Screen(72, Screen.UNLIMITED, false, false, false));
        assertThat(Screen.detect(widths("120", "100"), Map.of("COLUMNS", "")).outWidth())
                .isEqualTo(120);
    }

    @Test
    void no_line_is_rewritten_where_that_is_unwelcome() {
        for (Map<String, String> environment : new Map[] {
            Map.of("TERM", "xterm", "NO_COLOR", "1"),
            Map.of("TERM", "xterm", "CI", "true"),
            Map.of("TERM", "dumb"),
            Map.of()
        }) {
            assertThat(Screen.detect(widths("80", "80"), environment).live()).isFalse();
        }
    }

    @Test
    void the_most_specific_locale_decides_on_block_characters() {
        assertThat(Screen.detect(widths("80", "80"), Map.of("LC_ALL", "C", "LANG", "en_GB.utf8"))
                        .blocks())
                .isFalse();
        assertThat(Screen.detect(widths("80", "80"), Map.of("LC_CTYPE", "en_GB.utf8", "LANG", "C"))
                        .blocks())
                .isTrue();
        assertThat(Screen.detect(widths("80", "80"), Map.of()).blocks()).isFalse();
        Properties plain = widths("80", "80");
        plain.setProperty(Screen.PLAIN_TEXT, "true");
        assertThat(Screen.detect(plain, Map.of("LC_ALL", "C.UTF-8")).blocks()).isFalse();
    }

    @Test
    void a_terminal_that_does_not_tell_its_width_has_80_columns() {
        assertThat(Screen.detect(widths("0", "0"), Map.of("TERM", "xterm")).outWidth())
                .isEqualTo(80);
    }

    private static Properties widths(String out, String err) {
        Properties properties = new Properties();
        properties.setProperty(Screen.OUT_WIDTH, out);
        properties.setProperty(Screen.ERR_WIDTH, err);
        return properties;
    }
}
