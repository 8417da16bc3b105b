package org.wardround.testkit.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Another Java process with the class path of this one, whose lines of output are read as they come. */
final class ChildProcess implements AutoCloseable {
    private static final int MOST_SECONDS = 60;
    private static final List<String> IN_A_NAMESPACE = List.of("unshare", "--user", "--map-root-user", "--mount");

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildProcess start(Class<?> program, Object... arguments) {
        return new ChildProcess(java(program, arguments));
    }

    /** With {@code folder} as a disk of a given size, where this system lets us have one; otherwise the test is skipped. */
    static ChildProcess startOnSmallDisk(Path folder, String size, Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>(IN_A_NAMESPACE);
        command.addAll(List.of(
                "sh", "-c", "mount -t tmpfs -o size=%s none \"$0\" && exec \"$@\"".formatted(size), folder.toString()));
        Assumptions.assumeTrue(succeeds(command), "no small disk to be had: unshare and tmpfs don't work here");
        command.addAll(java(program, arguments));
        return new ChildProcess(command);
    }

    private static boolean succeeds(List<String> command) {
        List<String> trial = new ArrayList<>(command);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> java(Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** The next line; empty where the process has ended. */
    Optional<String> line() {
        try {
            return Optional.ofNullable(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to {@code most} lines, as they come. */
    List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            line().ifPresent(lines::add);
        }
        return lines;
    }

    /** Kills the process as {@code kill -9} does. What it had printed by then is returned. */
    List<String> kill() {
        // By its handle, since the process itself would close the stream with what it had printed.
        process.toHandle().destroyForcibly();
        return rest();
    }

    /** All lines until the process ends. */
    List<String> rest() {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            lines.add(line.orElseThrow());
        }
        waitFor();
        return lines;
    }

    private void waitFor() {
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        waitFor();
    }
}
