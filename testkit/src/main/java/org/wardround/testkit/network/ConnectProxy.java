package org.wardround.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy for HTTP CONNECT on loopback, as a hospital has one: may ask for a login, lets through what it is told to, knows names that nobody else knows, and writes down who came. Its line
 * may be slow. Thread-safe.
 */
public final class ConnectProxy implements AutoCloseable {
    private static final Pattern CONNECT = Pattern.compile("CONNECT ([^ :]+):([0-9]{1,5}) HTTP/1\\.[01]");
    private static final int LONGEST_HEAD = 8192;

    private final ServerSocket listening;
    private final Optional<String> login;
    private final Map<String, InetAddress> names = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<String> visits = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong carried = new AtomicLong();
    private final Line line;

    /** @param login USER:PASSWORD that it asks for; empty: it asks for none */
    public ConnectProxy(Optional<String> login, Line line) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.login = login;
        this.line = line;
        names.put("127.0.0.1", InetAddress.getLoopbackAddress());
        names.put("localhost", InetAddress.getLoopbackAddress());
        Relay.thread("proxy", this::accept);
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return listening.getLocalPort();
    }

    /** From now on it knows this computer by {@code name} too. */
    public void knows(String name) {
        names.put(name, InetAddress.getLoopbackAddress());
    }

    /** From now on it opens no way to {@code name}. */
    public void refuses(String name) {
        refused.add(name);
    }

    /** HOST:PORT STATUS of every request, in order of their answers. */
    public List<String> visits() {
        return List.copyOf(visits);
    }

    /** Bytes that went through, both ways together. */
    public long carriedBytes() {
        return carried.get();
    }

    /** Breaks all connections that are open. */
    public void cut() {
        open.forEach(Relay::close);
        open.clear();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Relay.thread("proxy-connect", () -> serve(client));
            } catch (IOException e) {
                // Closed, or this one went away again.
            }
        }
    }

    private void serve(Socket client) {
        try {
            String head = head(client.getInputStream());
            Matcher asked = CONNECT.matcher(head.lines().findFirst().orElse(""));
            if (!asked.matches()) {
                answer(client, "?", "405 Method Not Allowed", "");
                return;
            }
            String target = asked.group(1) + ":" + asked.group(2);
            if (login.isPresent() && !head.contains(authorization(login.get()))) {
                answer(
                        client,
                        target,
                        "407 Proxy Authentication Required",
                        "Proxy-Authenticate: Basic realm=\"x\"\r\n");
            } else if (refused.contains(asked.group(1))) {
                answer(client, target, "403 Forbidden", "");
            } else if (!names.containsKey(asked.group(1))) {
                answer(client, target, "503 Service Unavailable", "X-Squid-Error: ERR_DNS_FAIL 0\r\n");
            } else {
                open(
                        client,
                        target,
                        new InetSocketAddress(names.get(asked.group(1)), Integer.parseInt(asked.group(2))));
            }
        } catch (IOException e) {
            Relay.close(client);
        }
    }

    private void open(Socket client, String target, InetSocketAddress address) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(address, 5_000);
        } catch (IOException e) {
            Relay.close(server);
            answer(client, target, "502 Bad Gateway", "");
            return;
        }
        open.add(server);
        visits.add(target + " 200");
        client.getOutputStream()
                .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        new Relay(line, carried).join(client, server);
    }

    private void answer(Socket client, String target, String status, String headers) throws IOException {
        visits.add(target + " " + status.substring(0, 3));
        client.getOutputStream()
                .write("HTTP/1.1 %s\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .formatted(status, headers)
                        .getBytes(StandardCharsets.US_ASCII));
        client.close();
    }

    private static String authorization(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the caller went away");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
