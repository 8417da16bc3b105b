package org.wardround.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private Instant now = Instant.EPOCH;

    @Test
    void a_terminal_shows_one_line_that_is_rewritten() {
        FakeTerminal terminal = run(new Screen(80, 80, true, true, true), 4);

        assertThat(terminal.line()).isEqualTo("Training over 4 sites       " + "█".repeat(30) + "  4/4  loss 0.5");
        assertThat(terminal.scrolled()).isZero();
    }

    @Test
    void the_bar_is_as_full_as_the_work_is_done() {
        assertThat(run(new Screen(80, 80, true, true, true), 1).line())
                .contains("█".repeat(7) + "░".repeat(23) + "  1/4");
        assertThat(run(new Screen(80, 80, true, true, false), 2).line())
                .contains("#".repeat(15) + ".".repeat(15) + "  2/4");
    }

    @Test
    void the_line_never_reaches_the_last_column_of_the_terminal() {
        for (int width = 40; width <= 130; width++) {
            assertThat(run(new Screen(width, width, true, true, true), 3).line())
                    .as("width %d", width)
                    .hasSizeLessThan(width)
                    .startsWith("Training over 4 sites")
                    .contains("3/4");
        }
    }

    @Test
    void the_line_is_wiped_at_the_end() {
        ProgressLine progress = progress(new Screen(80, 80, true, true, true));
        progress.stage("Training", 2);
        progress.close();

        assertThat(FakeTerminal.showing(printed()).line()).isEmpty();
    }

    @Test
    void the_line_is_rewritten_at_most_twenty_times_a_second() {
        ProgressLine progress = progress(new Screen(80, 80, true, true, true));
        progress.stage("Training", 1000);
        for (int i = 0; i < 1000; i++) {
            now = now.plusMillis(1);
            progress.step("");
        }

        // One second and the first line; a line starts with a carriage return.
        assertThat(printed().chars().filter(c -> c == '\r').count()).isLessThanOrEqualTo(21);
    }

    @Test
    void a_long_stage_says_how_long_it_takes() {
        ProgressLine progress = progress(new Screen(100, 100, true, true, true));
        progress.stage("Training", 10);
        now = now.plusSeconds(6);
        progress.step("");

        // 6 s for one of ten steps: 54 s are left.
        assertThat(FakeTerminal.showing(printed()).line()).endsWith("about 55 s left");
    }

    @Test
    void elsewhere_there_are_plain_lines_every_ten_seconds() {
        ProgressLine progress = progress(Screen.PLAIN);
        progress.stage("Training", 40);
        for (int i = 0; i < 25; i++) {
            now = now.plus(Duration.ofSeconds(1));
            progress.step("loss 0.5");
        }
        progress.close();

        assertThat(printed().lines())
                .containsExactly(
                        "Training (40 steps)",
                        "  10 of 40, loss 0.5, about 31 s left",
                        "  20 of 40, loss 0.5, about 21 s left");
        assertThat(printed()).doesNotContain("\r", "\u001b");
    }

    private FakeTerminal run(Screen screen, int steps) {
        bytes.reset();
        ProgressLine progress = progress(screen);
        progress.stage("Training over 4 sites", 4);
        for (int i = 0; i < steps; i++) {
            now = now.plusMillis(100);
            progress.step("loss 0.5");
        }
        return FakeTerminal.showing(printed());
    }

    private ProgressLine progress(Screen screen) {
        return new Session(err, err, screen, () -> now, Path.of(".")).progress();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
