package org.wardround.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Strangers that open connections and say a byte a second. One thread for each; thread-safe. */
final class Dribblers implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STACK_BYTES = 128 * 1024;
    /** The beginning of a TLS record of a handshake that is never finished. */
    private static final byte[] HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String BODY = "POST /wardround/v1/Enrol HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/x-protobuf\r\nContent-Length: 10000\r\n\r\n";

    private final List<Integer> ports;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean closed;

    /** How far one goes before it slows down. */
    private enum Kind {
        HANDSHAKE,
        PREFACE,
        BODY
    }

    private Dribblers(List<Integer> ports) {
        this.ports = List.copyOf(ports);
    }

    /** Begins at once; a third of each kind, divided among the ports. */
    static Dribblers at(List<Integer> ports, int count) {
        Dribblers dribblers = new Dribblers(ports);
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(null, () -> dribblers.dribble(number), "dribbler-" + i, STACK_BYTES);
            thread.setDaemon(true);
            dribblers.threads.add(thread);
            thread.start();
        }
        return dribblers;
    }

    /** Until nine of ten are open at once, or none has been opened any more for some seconds. */
    void awaitOpen() {
        int last = -1;
        while (open.get() < threads.size() * 9 / 10 && opened.get() != last) {
            last = opened.get();
            LockSupport.parkNanos(3 * PAUSE_NANOS);
        }
    }

    private void dribble(int number) {
        Kind kind = Kind.values()[number % Kind.values().length];
        int port = ports.get(number / Kind.values().length % ports.size());
        while (!closed) {
            try (Socket socket = socket(kind, port)) {
                open.incrementAndGet();
                opened.incrementAndGet();
                try {
                    say(socket.getOutputStream(), kind);
                } finally {
                    open.decrementAndGet();
                }
            } catch (IOException ended) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static Socket socket(Kind kind, int port) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        if (kind == Kind.HANDSHAKE) {
            return plain;
        }
        SSLSocket tls = (SSLSocket) trusting().getSocketFactory().createSocket(plain, "localhost", port, true);
        tls.setEnabledProtocols(new String[] {"TLSv1.3"});
        if (kind == Kind.PREFACE) {
            javax.net.ssl.SSLParameters parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    private void say(OutputStream out, Kind kind) throws IOException {
        byte[] first = kind == Kind.BODY ? BODY.getBytes(StandardCharsets.US_ASCII) : new byte[0];
        out.write(first);
        out.flush();
        byte[] slowly = kind == Kind.HANDSHAKE ? HELLO : PREFACE.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; !closed; i++) {
            out.write(slowly[i % slowly.length]);
            out.flush();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Takes every certificate: these are not the honest ones. */
    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Gullible()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
    }

    @Override
    public String toString() {
        return "%d slow connections open, %d opened since the start".formatted(open.get(), opened.get());
    }
}
