package org.wardround.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;

/** Runs command lines in this process and keeps what they print. The clock stands still. */
public final class TestSession {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Session session;

    /** A session with a clock of its own. */
    public TestSession(Screen screen, Path temporary, InstantSource clock) {
        session = new Session(stream(out), stream(err), screen, clock, temporary);
    }

    public TestSession(Screen screen, Path temporary) {
        session = new Session(stream(out), stream(err), screen, () -> Instant.EPOCH, temporary);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    public Session session() {
        return session;
    }

    /** The exit code of {@code wardround WORDS}. */
    public int run(Object... words) {
        return new Program(session)
                .run(List.of(words).stream().map(Object::toString).toList());
    }

    /** What was printed on standard output so far. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was printed on standard error so far. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
