package org.wardround.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.wardround.simulation.Progress;

/**
 * Shows how a run gets on. On a terminal: one line, rewritten at most twenty times a second and wiped at the end. Elsewhere: a line when a stage
 * begins, and another every ten seconds. Thread-safe.
 */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(50);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(10);

    private final PrintStream err;
    private final Screen screen;
    private final InstantSource clock;
    private final BarText bar;

    // Guarded by this.
    private Stage stage = new Stage("", 0, 0, "", Instant.EPOCH);
    private Instant shown = Instant.EPOCH;
    private boolean onScreen;

    ProgressLine(PrintStream err, Screen screen, InstantSource clock) {
        this.err = err;
        this.screen = screen;
        this.clock = clock;
        this.bar = new BarText(screen);
    }

    /**
     * @param total steps; 0 where it isn't known
     * @param done steps so far
     * @param detail a few words about the last step
     */
    record Stage(String title, int total, int done, String detail, Instant started) {
        Stage step(String words) {
            return new Stage(title, total, done + 1, words, started);
        }
    }

    @Override
    public synchronized void stage(String title, int total) {
        Instant now = clock.instant();
        stage = new Stage(title, total, 0, "", now);
        shown = now;
        if (screen.live()) {
            draw(now);
        } else {
            err.println(title + (total > 1 ? " (%d steps)".formatted(total) : ""));
        }
    }

    @Override
    public synchronized void step(String detail) {
        stage = stage.step(detail);
        Instant now = clock.instant();
        Duration since = Duration.between(shown, now);
        if (since.compareTo(screen.live() ? REDRAW : PLAIN_LINE) < 0) {
            return;
        }
        shown = now;
        if (screen.live()) {
            draw(now);
        } else {
            err.println("  " + bar.plain(stage, now));
        }
    }

    /** Wipes the line. */
    @Override
    public synchronized void close() {
        if (onScreen) {
            err.print("\r\u001b[K");
            err.flush();
            onScreen = false;
        }
    }

    private void draw(Instant now) {
        err.print("\r" + bar.line(stage, now) + "\u001b[K");
        err.flush();
        onScreen = true;
    }
}
