package org.wardround.cli.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.wardround.cli.problem.CommandException;

/** Processes of this program that a demo starts, and ends with itself. What one of them prints is in NAME.log. Not thread-safe. */
final class DemoProcesses implements AutoCloseable {
    private static final String MAIN = "org.wardround.cli.Main";
    private static final String COORDINATOR_JAR = "wardround-coordinator-program.jar";
    private static final int TOLD = 800;
    private static final long PATIENCE_SECONDS = 20;

    private final Path folder;
    private final SortedMap<String, Process> running = new TreeMap<>();
    private final Thread ending = new Thread(this::destroyAll, "end of the demo");

    /** @param folder for logs */
    DemoProcesses(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(ending);
    }

    void start(String name, List<String> words) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xlog:disable",
                "-cp",
                classPath(words),
                MAIN));
        line.addAll(words);
        Path log = log(name);
        running.put(
                name,
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    /** The coordinator's own where it lies beside this program's jars: on it is nothing that reads a table. */
    private static String classPath(List<String> words) {
        String all = System.getProperty("java.class.path");
        if (!words.get(0).equals("coordinator")) {
            return all;
        }
        return Arrays.stream(all.split(File.pathSeparator, -1))
                .map(Path::of)
                .map(jar -> jar.resolveSibling(COORDINATOR_JAR))
                .filter(Files::exists)
                .findFirst()
                .map(Path::toString)
                .orElse(all);
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** Waits a moment for something that other processes do; fails with the last words of one that has ended. */
    void pause(long millis) {
        try {
            running.values().iterator().next().waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted");
        }
        running.forEach((name, process) -> {
            if (!process.isAlive()) {
                throw failed("the process '%s' has ended by itself".formatted(name));
            }
        });
    }

    /** With what the processes have printed last. */
    CommandException failed(String what) {
        String logs = running.keySet().stream().map(this::lastWords).collect(Collectors.joining());
        return new CommandException(
                "the demo's federation failed: %s; what its processes said last:%s".formatted(what, logs));
    }

    private String lastWords(String name) {
        try {
            String text = Files.readString(log(name)).strip();
            return "\n--- %s\n%s".formatted(name, text.substring(Math.max(0, text.length() - TOLD)));
        } catch (IOException e) {
            return "\n--- %s: %s".formatted(name, e.getMessage());
        }
    }

    /** Process ids, by name. */
    SortedMap<String, Long> ids() {
        SortedMap<String, Long> ids = new TreeMap<>();
        running.forEach((name, process) -> ids.put(name, process.pid()));
        return ids;
    }

    /** Ends all: orderly, and by force what does not end in time. */
    @Override
    public void close() {
        destroyAll();
        try {
            for (Process process : running.values()) {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException e) {
            running.values().forEach(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException e) {
            // This program is being stopped: the hook is running already.
        }
    }

    private void destroyAll() {
        running.values().forEach(Process::destroy);
    }
}
