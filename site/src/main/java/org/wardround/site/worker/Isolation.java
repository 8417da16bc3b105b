package org.wardround.site.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wardround.site.policy.Limits;

/** What is taken away from workers, and whether it really is on this computer: tried, not assumed. */
public final class Isolation {
    // The shown folder is reached through the working directory once what is above it is covered. Of the mount, not of
    // the file system (bind): a tmpfs made
    // by another user than root has an owner that is unknown in the namespace, and takes no change.
    private static final String HIDE = """
        mount -t proc proc /proc 2>/dev/null
        shown=$1
        cd "$shown" || exit 97
        shift
        while [ "$1" != -- ]; do
          mount -t tmpfs -o size=4k,mode=700 none "$1" || exit 97
          case $shown in
            "$1"/*) mkdir -p "$shown" && mount --no-canonicalize --bind . "$shown" || exit 97 ;;
          esac
          mount -o remount,bind,ro "$1" || exit 97
          shift
        done
        shift
        cd /
        exec setpriv --no-new-privs --bounding-set -all --inh-caps -all "$@"
        """;

    private static final Limits.Worker PROBE = new Limits.Worker(128L << 20, 1, Duration.ofSeconds(30));

    private Isolation() {}

    /**
     * What was found when it was tried.
     *
     * @param started whether a program could be started with the prefix at all
     * @param networkClosed whether it could reach nobody, not even this computer
     * @param keysHidden whether it could not read what the hidden folders hold
     * @param processesHidden whether it could not see the agent's process
     */
    public record Findings(boolean started, boolean networkClosed, boolean keysHidden, boolean processesHidden) {
        static final Findings NONE = new Findings(false, false, false, false);

        /** Whether all is taken away. */
        public boolean isComplete() {
            return started && networkClosed && keysHidden && processesHidden;
        }

        /** What is not taken away, for people. */
        public String inWords() {
            if (!started) {
                return "no program starts with the prefix";
            }
            List<String> open = new ArrayList<>();
            if (!networkClosed) {
                open.add("a worker reaches the network");
            }
            if (!keysHidden) {
                open.add("a worker can read the keys");
            }
            if (!processesHidden) {
                open.add("a worker sees other processes");
            }
            return open.isEmpty() ? "no network, no keys, no other processes" : String.join(", ", open);
        }
    }

    /**
     * The usual prefix: a user, network, mount and process namespace of its own, the hidden folders covered by empty ones, and no way back. Linux with util-linux
     * and user namespaces.
     *
     * @param shown may lie in a hidden one and is seen all the same
     */
    public static List<String> usualPrefix(List<Path> hidden, Path shown) {
        List<String> prefix = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                HIDE,
                "worker",
                shown.toAbsolutePath().normalize().toString()));
        hidden.forEach(folder -> prefix.add(folder.toAbsolutePath().normalize().toString()));
        prefix.add("--");
        return prefix;
    }

    /** Starts a program with the prefix that tries to get out. @param hidden folders in which a file is put for as long as it is tried */
    public static Findings probe(List<String> prefix, List<Path> hidden) {
        List<Path> baits = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (Path folder : hidden) {
                baits.add(Files.createTempFile(folder, "probe", ".tmp"));
            }
            return parsed(output(prefix, arguments(listener.getLocalPort(), baits)), !hidden.isEmpty());
        } catch (IOException e) {
            return Findings.NONE;
        } finally {
            baits.forEach(Isolation::delete);
        }
    }

    private static List<String> arguments(int port, List<Path> baits) {
        ProcessHandle self = ProcessHandle.current();
        List<String> arguments = new ArrayList<>(List.of(
                String.valueOf(port),
                String.valueOf(self.pid()),
                self.info().startInstant().map(Instant::toString).orElse("-")));
        baits.forEach(bait -> arguments.add(bait.toAbsolutePath().toString()));
        return arguments;
    }

    private static String output(List<String> prefix, List<String> arguments) throws IOException {
        WorkerCommand command = new WorkerCommand(prefix, false, IsolationProbe.class.getName());
        Process process = command.start(PROBE, arguments);
        try {
            process.getOutputStream().close();
            new ErrorLines("probe").start(process.getErrorStream());
            if (!process.waitFor(PROBE.taskTime().toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                return "";
            }
            return new String(process.getInputStream().readNBytes(1024), StandardCharsets.US_ASCII);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Findings parsed(String output, boolean anyHidden) {
        List<String> lines = output.lines().toList();
        return new Findings(
                lines.contains(IsolationProbe.STARTED),
                lines.contains(IsolationProbe.NETWORK_CLOSED),
                anyHidden && lines.contains(IsolationProbe.KEYS_HIDDEN),
                lines.contains(IsolationProbe.PROCESSES_HIDDEN));
    }

    private static void delete(Path bait) {
        try {
            Files.deleteIfExists(bait);
        } catch (IOException e) {
            System.getLogger(Isolation.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} could not be deleted", bait.getFileName());
        }
    }
}
