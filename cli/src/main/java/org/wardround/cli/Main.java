package org.wardround.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.wardround.cli.terminal.Prompt;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;

/** Starts the program {@code wardround}. */
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        Session session = new Session(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Screen.detect(System.getProperties(), System.getenv()),
                InstantSource.system(),
                Path.of(System.getProperty("java.io.tmpdir")),
                Prompt.console());
        int exitCode = new Program(session).run(List.of(words));
        session.out().flush();
        session.err().flush();
        System.exit(exitCode);
    }

    // UTF-8 whatever the locale: terminals and files expect it nowadays.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
