package org.wardround.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.wardround.cli.crypto.FastCurves;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.Study;
import org.wardround.inference.program.RunProgram;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.site.run.OwnProcess;
import org.wardround.study.file.StudyFile;

/**
 * Vectors as large as a large model's, exchanged and added: coordinator and all sites in this process, gRPC over TLS on loopback, journals and stores on disk. Nothing is trained, or a network of
 * about so many parameters, ten steps over four rows each in a round. Usage: {@code LargeExchange FOLDER SITES VALUES ROUNDS [plain|masked [trained]]}; the heap of this process is the coordinator's
 * and all sites' together.
 */
final class LargeExchange {
    private static final double MB = 1e6;
    private static final int BUFFER = 1 << 16;

    private LargeExchange() {}

    public static void main(String[] arguments) throws Exception {
        FastCurves.install(); // As the programs do.
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int sites = Integer.parseInt(arguments[1]);
        long values = Long.parseLong(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        PrivacySpec privacy =
                arguments.length > 4 && arguments[4].equals("masked") ? new PrivacySpec(true) : PrivacySpec.PLAIN;
        boolean trained = arguments.length > 5 && arguments[5].equals("trained");
        long bytes = values * (trained ? Long.BYTES : Integer.BYTES);
        Stopwatch.print(
                "%d sites, %d values of %d bytes each (%.2f GB), %d rounds",
                sites, values, bytes / values, bytes / 1e9, rounds);
        double copy = copySeconds(bytes);
        Stopwatch.print("  a plain copy of one vector over TLS takes %.1f s, %.0f MB/s", copy, bytes / MB / copy);

        StudyFile study =
                StudyFile.read(Path.of("study.yaml"), FederationRounds.study(1).getBytes(StandardCharsets.UTF_8));
        SortedMap<SiteId, Table> tables = FederationRounds.tables(folder, study, sites);
        AtomicLong peakDisk = new AtomicLong();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleWithFixedDelay(
                () -> peakDisk.accumulateAndGet(size(folder), Math::max), 0, 500, TimeUnit.MILLISECONDS);
        List<Long> marks = new ArrayList<>();
        long wire = received();
        try (LoopbackFederation federation = new LoopbackFederation(
                folder,
                trained ? training(values, rounds, privacy) : rehearsal(study.study(), values, rounds, privacy),
                RunProgram.Given.NOTHING,
                LogisticSites.names(sites))) {
            RunEnd end = federation
                    .run("large", 1, site -> OwnProcess.with(Objects.requireNonNull(tables.get(site))), view -> {
                        while (marks.size() < view.round() + 1) {
                            marks.add(System.nanoTime());
                        }
                    })
                    .get();
            marks.add(System.nanoTime());
            Stopwatch.print("  the run came to: %s", end.reason());
        }
        watch.shutdownNow();
        // A run that trains describes first and evaluates last, in rounds that take little.
        for (int round = 1; round < marks.size() - 1; round++) {
            double seconds = (marks.get(round + 1) - marks.get(round)) / 1e9;
            Stopwatch.print(
                    "  round %d: %.1f s, %.0f MB/s up and down", round, seconds, 2 * sites * bytes / MB / seconds);
        }
        Stopwatch.print(
                "  on the wire %.2f GB (vectors alone: %.2f); peak on disk %.2f GB; peak resident %s, heap at most %d MB",
                (received() - wire) / 1e9,
                2.0 * rounds * sites * bytes / 1e9,
                peakDisk.get() / 1e9,
                peakResident(),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static Study rehearsal(Study study, long values, int rounds, PrivacySpec privacy) {
        return new Study(
                study.name(),
                study.purpose(),
                study.governance(),
                study.data(),
                new Analysis.Rehearse(values, rounds),
                study.evaluation(),
                privacy);
    }

    private static Study training(long values, int rounds, PrivacySpec privacy) {
        // Two hidden layers of h units: h·h + (inputs + 3)·h + 1 parameters.
        long units = Math.round(Math.sqrt(values) - LogisticSites.FEATURES / 2.0);
        String text = FederationRounds.study(rounds)
                .replace("{type: logistic}", "{type: mlp, hidden: [%d, %d]}".formatted(units, units));
        Study study = StudyFile.read(Path.of("study.yaml"), text.getBytes(StandardCharsets.UTF_8))
                .study();
        return study.with(privacy);
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(LargeExchange::length).sum();
        } catch (IOException | RuntimeException gone) {
            return 0;
        }
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Bytes that came in on loopback so far, of everybody on this computer. */
    private static long received() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/net/dev"))) {
            if (line.strip().startsWith("lo:")) {
                return Long.parseLong(line.strip().split("\\s+")[1]);
            }
        }
        return 0;
    }

    private static String peakResident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " "))
                .findFirst()
                .orElse("unknown");
    }

    /** From one socket to another in this process, by the Java platform's TLS 1.3, memory to memory. */
    private static double copySeconds(long bytes) throws Exception {
        SSLContext context = context();
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Stopwatch stopwatch = new Stopwatch();
            CompletableFuture<Long> read = CompletableFuture.supplyAsync(() -> drained(server));
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(server.getInetAddress(), server.getLocalPort())) {
                OutputStream out = socket.getOutputStream();
                byte[] buffer = new byte[BUFFER];
                for (long sent = 0; sent < bytes; sent += buffer.length) {
                    out.write(buffer, 0, (int) Math.min(buffer.length, bytes - sent));
                }
            }
            if (read.get() != bytes) {
                throw new IllegalStateException("not all of it arrived");
            }
            return stopwatch.seconds();
        }
    }

    private static long drained(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BUFFER];
            long all = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all += count;
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static SSLContext context() throws GeneralSecurityException {
        LoopbackCertificates certificates = new LoopbackCertificates();
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[] {new RenewableKey(certificates.server())},
                new TrustManager[] {new Everybody()},
                new SecureRandom());
        return context;
    }

    /** Both ends are here. */
    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String kind) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
