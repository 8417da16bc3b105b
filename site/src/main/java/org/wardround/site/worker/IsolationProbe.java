package org.wardround.site.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Tries what a worker must not be able to do, and says on standard output what it could not. */
final class IsolationProbe {
    static final String STARTED = "started";
    static final String NETWORK_CLOSED = "network closed";
    static final String KEYS_HIDDEN = "keys hidden";
    static final String PROCESSES_HIDDEN = "processes hidden";

    private static final int CONNECT_MILLIS = 2000;

    private IsolationProbe() {}

    /** @param arguments a port on this computer, the agent's process and when it was started, files that must not be readable */
    public static void main(String[] arguments) {
        List<String> rest = Arrays.asList(arguments);
        say(STARTED, true);
        say(NETWORK_CLOSED, !reaches(Integer.parseInt(rest.get(0))) && !hasInterface());
        say(PROCESSES_HIDDEN, !sees(Long.parseLong(rest.get(1)), rest.get(2)));
        say(KEYS_HIDDEN, rest.subList(3, rest.size()).stream().noneMatch(file -> isReadable(Path.of(file))));
    }

    @SuppressWarnings("SystemOut") // The agent reads it.
    private static void say(String what, boolean holds) {
        if (holds) {
            System.out.println(what);
        }
    }

    private static boolean reaches(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasInterface() {
        try {
            return NetworkInterface.networkInterfaces().anyMatch(IsolationProbe::isOpen);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOpen(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean sees(long process, String start) {
        return ProcessHandle.of(process)
                .filter(found -> found.info()
                        .startInstant()
                        .map(Instant::toString)
                        .orElse("-")
                        .equals(start))
                .isPresent();
    }

    private static boolean isReadable(Path file) {
        try {
            Files.readAllBytes(file);
            return true;
        } catch (IOException e) {
            return Files.exists(file);
        }
    }
}
