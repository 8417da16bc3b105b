package org.wardround.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/** The text of a progress line, never longer than the terminal is wide less one, so that it can't wrap. Immutable. */
final class BarText {
    private static final int LONGEST_BAR = 30;
    private static final int SHORTEST_BAR = 8;
    private static final int TITLE = 26;
    private static final Duration WORTH_AN_ESTIMATE = Duration.ofSeconds(3);

    private final int width;
    private final String full;
    private final String empty;

    BarText(Screen screen) {
        this.width = Math.min(screen.errWidth(), 200) - 1;
        this.full = screen.blocks() ? "█" : "#";
        this.empty = screen.blocks() ? "░" : ".";
    }

    /** For a terminal: {@code Federated training  ███████░░░  23/60  loss 0.431  about 4 s left}. */
    String line(ProgressLine.Stage stage, Instant now) {
        String title = stage.title()
                + " "
                        .repeat(Math.max(
                                0, Math.min(TITLE, width / 3) - stage.title().length()));
        String counts = stage.total() > 0 ? stage.done() + "/" + stage.total() : "";
        String left = join(title, counts);
        int room = Math.min(LONGEST_BAR, width - left.length() - 2);
        if (stage.total() > 0 && room >= SHORTEST_BAR) {
            left = join(title, join(bar(stage, room), counts));
        }
        String whole = join(join(left, stage.detail()), estimate(stage, now));
        // Where nothing of the detail would be seen, the count must not be cut for it.
        return cut(left.length() + SHORTEST_BAR > width ? left : whole);
    }

    /** For a file: {@code 23 of 60, loss 0.431}. */
    String plain(ProgressLine.Stage stage, Instant now) {
        String counts = stage.total() > 0 ? "%d of %d".formatted(stage.done(), stage.total()) : "step " + stage.done();
        String estimate = estimate(stage, now);
        return counts
                + (stage.detail().isEmpty() ? "" : ", " + stage.detail())
                + (estimate.isEmpty() ? "" : ", " + estimate);
    }

    private String bar(ProgressLine.Stage stage, int length) {
        int done = (int) Math.min(length, (long) length * stage.done() / stage.total());
        return full.repeat(done) + empty.repeat(length - done);
    }

    private static String estimate(ProgressLine.Stage stage, Instant now) {
        Duration spent = Duration.between(stage.started(), now);
        if (stage.done() == 0 || stage.done() >= stage.total() || spent.compareTo(WORTH_AN_ESTIMATE) < 0) {
            return "";
        }
        long seconds = spent.toSeconds() * (stage.total() - stage.done()) / stage.done();
        return seconds < 90
                ? "about %d s left".formatted(seconds + 1)
                : "about %d min left".formatted((seconds + 59) / 60);
    }

    private static String join(String left, String right) {
        return right.isEmpty() ? left : left + "  " + right;
    }

    private String cut(String line) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "~";
    }
}
