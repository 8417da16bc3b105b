package org.wardround.site.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.site.policy.Limits;

/**
 * The command line of a worker. What is started has an empty environment but for a search path and a locale.
 *
 * @param prefix what comes before the program
 * @param tools whether {@code prlimit} is put before the program, where this computer has it
 * @param main class of the program; the agent's own class path
 */
record WorkerCommand(List<String> prefix, boolean tools, String main) {
    private static final String SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    /** What a Java virtual machine takes beside its heap, at most; of addresses, which is not memory. */
    private static final long ADDRESSES_BESIDE = 2L << 30;

    private static final long LEAST_HEAP = 32L << 20;

    WorkerCommand {
        prefix = List.copyOf(prefix);
    }

    /** Starts it. */
    Process start(Limits.Worker limits, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line(limits, arguments));
        builder.environment().clear();
        builder.environment().put("PATH", SEARCH_PATH);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.directory(Path.of("/").toFile());
        return builder.start();
    }

    List<String> line(Limits.Worker limits, List<String> arguments) {
        List<String> line = new ArrayList<>(prefix);
        if (tools && Files.isExecutable(PRLIMIT)) {
            // No core dump with patients' rows, no file written, and an end to what is taken beside the heap.
            line.addAll(List.of(
                    PRLIMIT.toString(),
                    "--core=0",
                    "--fsize=0",
                    "--as=" + (limits.memoryBytes() + ADDRESSES_BESIDE),
                    "--"));
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-Xmx" + Math.max(LEAST_HEAP, limits.memoryBytes() / 4 * 3),
                "-XX:ActiveProcessorCount=" + Math.max(1, limits.processors()),
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:+ExitOnOutOfMemoryError",
                // Nothing of the process's memory into files, nothing but frames onto standard output.
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/dev/null",
                "-XX:+DisplayVMOutputToStderr",
                "-Djava.awt.headless=true",
                "-cp",
                classPath(),
                main));
        line.addAll(arguments);
        return line;
    }

    /** The agent's own; absolute, since the worker starts in another folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
