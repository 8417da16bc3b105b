package org.wardround.coordinator.rest;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.access.AccessEntry;
import org.wardround.coordinator.access.AccessFile;
import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.protocol.connection.TlsIdentity;

/**
 * The REST interface of a running coordinator. In the clear on loopback only; anywhere else over TLS. Every endpoint but three needs a token. Closed before the service.
 * Thread-safe.
 */
public final class RestServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RestServer.class.getName());
    private static final int MOST_THREADS = 24 + EventStream.MOST;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final long IDLE_MILLIS = 30_000;
    private static final long STOP_MILLIS = 5_000;
    private static final int EDITION_BYTES = 8;

    private final Settings settings;
    private final CoordinatorService service;
    private final InstantSource clock;
    private final Gate gate;
    private final RunFeed feed = new RunFeed();
    private final EventStream events;
    private final RunRoutes routes;
    private final SubmitRoute submissions;
    private final ScheduledExecutorService renewing = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "rest-certificate");
        thread.setDaemon(true);
        return thread;
    });
    private final Javalin javalin;
    private SslContextFactory.@Nullable Server tls;
    private @Nullable ServerConnector connector;

    /**
     * Where it listens.
     *
     * @param certificate with those that issued it, in PEM; empty: the coordinator's own, where TLS is needed
     */
    public record Settings(InetSocketAddress address, Optional<KeyFiles> certificate) {
        boolean needsTls() {
            return certificate.isPresent() || !address.getAddress().isLoopbackAddress();
        }
    }

    /** A certificate and its key, in PEM. */
    public record KeyFiles(Path certificate, Path key) {}

    private interface Work {
        void answer(Context context, AccessEntry caller) throws IOException, InterruptedException;
    }

    private RestServer(CoordinatorService service, Settings settings, InstantSource clock) {
        this.settings = settings;
        this.service = service;
        this.clock = clock;
        this.gate = new Gate(new AccessFile(service.folder().path()), clock);
        byte[] edition = new byte[EDITION_BYTES];
        new SecureRandom().nextBytes(edition);
        this.events = new EventStream(feed, gate, HexFormat.of().formatHex(edition));
        this.routes = new RunRoutes(service);
        this.submissions = new SubmitRoute(service);
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Starts it over a service that runs.
     *
     * @throws IOException where the port is taken, or a certificate can't be read
     */
    public static RestServer start(CoordinatorService service, Settings settings, InstantSource clock)
            throws IOException {
        if (settings.address().isUnresolved()) {
            throw new IOException("there is no address '%s' on this computer".formatted(settings.address()));
        }
        RestServer server = new RestServer(service, settings, clock);
        boolean started = false;
        try {
            if (settings.needsTls()) {
                SslContextFactory.Server factory = new SslContextFactory.Server();
                RestTls.use(factory, server.identity());
                server.tls = factory;
                server.renewing.scheduleWithFixedDelay(server::renew, 1, 1, TimeUnit.HOURS);
            }
            service.watch(server.feed::add);
            service.views().forEach(server.feed::add);
            server.javalin.start();
            started = true;
            return server;
        } catch (JavalinException e) {
            throw new IOException(
                    "the REST interface can't listen on %s: %s".formatted(settings.address(), e.getMessage()), e);
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    /** Where it listens. */
    public int port() {
        ServerConnector listening = connector;
        return listening == null ? 0 : listening.getLocalPort();
    }

    public boolean usesTls() {
        return tls != null;
    }

    private TlsIdentity identity() throws IOException {
        Optional<KeyFiles> files = settings.certificate();
        return files.isPresent()
                ? RestTls.read(files.get().certificate(), files.get().key())
                : service.folder().server(clock);
    }

    @SuppressWarnings(
            "CatchingUnchecked") // A thread's top: it is tried again in an hour, and the old certificate still holds.
    private void renew() {
        SslContextFactory.Server factory = tls;
        if (factory == null) {
            return;
        }
        try {
            TlsIdentity identity = identity();
            factory.reload(changed -> RestTls.use((SslContextFactory.Server) changed, identity));
        } catch (Exception e) {
            LOG.log(System.Logger.Level.ERROR, "the certificate of the REST interface can''t be renewed", e);
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = StudyUpload.MOST_BYTES;
        config.http.generateEtags = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES);
        });
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_MILLIS);
            server.setHandler(new GracefulHandler());
        });
        config.jetty.addConnector(this::connector);
        routes(config);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector made;
        SslContextFactory.Server factory = tls;
        if (factory == null) {
            made = new ServerConnector(server, new HttpConnectionFactory(http));
        } else {
            // By address or by any of its names: the client checks the name, the server need not.
            http.addCustomizer(new SecureRequestCustomizer(false));
            made = new ServerConnector(server, factory, new HttpConnectionFactory(http));
        }
        made.setHost(settings.address().getAddress().getHostAddress());
        made.setPort(settings.address().getPort());
        made.setIdleTimeout(IDLE_MILLIS);
        connector = made;
        return made;
    }

    private void routes(JavalinConfig config) {
        config.routes.before(context -> {
            context.header("Cache-Control", "no-store");
            context.header("X-Content-Type-Options", "nosniff");
        });
        // Both: Javalin has an answer of its own for the first.
        config.routes.exception(HttpResponseException.class, (problem, context) -> Problems.write(context, problem));
        config.routes.exception(Exception.class, (problem, context) -> Problems.write(context, problem));
        for (Endpoint endpoint : Endpoint.values()) {
            config.routes.addHttpHandler(endpoint.method(), endpoint.path(), context -> {
                if (endpoint.isOpen()) {
                    open(endpoint, context);
                } else {
                    AccessEntry caller = gate.admit(endpoint, context);
                    work(endpoint).answer(context, caller);
                    LOG.log(System.Logger.Level.DEBUG, "{0} by {1}", endpoint, caller.name());
                }
            });
        }
    }

    private void open(Endpoint endpoint, Context context) throws IOException {
        if (endpoint == Endpoint.DOCUMENT) {
            context.contentType("application/yaml").result(document());
        } else {
            boolean good = endpoint == Endpoint.HEALTH || service.isReady();
            context.status(good ? 200 : 503).contentType("text/plain").result(good ? "ok\n" : "not ready\n");
        }
    }

    private static String document() throws IOException {
        try (InputStream in = RestServer.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IOException("openapi.yaml is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Work work(Endpoint endpoint) {
        return switch (endpoint) {
            case HEALTH, READY, DOCUMENT -> throw new IllegalArgumentException(endpoint + " needs no token");
            case METRICS ->
                (context, caller) -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(service.measures().text());
            case STUDIES -> (context, caller) -> routes.studies(context);
            case SITES -> (context, caller) -> routes.sites(context);
            case RUNS -> (context, caller) -> routes.runs(context);
            case SUBMIT -> submissions::submit;
            case RUN -> (context, caller) -> routes.run(context);
            case EVENTS -> (context, caller) -> events.serve(context, caller, routes.known(context));
            case RESULTS -> (context, caller) -> routes.results(context);
            case FIGURES -> (context, caller) -> routes.file(context, "results.json", "application/json");
            case HOSPITALS -> (context, caller) -> routes.hospitals(context);
            case REPORT -> (context, caller) -> routes.file(context, "report.html", "text/html; charset=utf-8");
            case MODEL -> (context, caller) -> routes.model(context);
            case PAUSE -> (context, caller) -> routes.control(context, caller, ControlRequest.Action.PAUSE);
            case RESUME -> (context, caller) -> routes.control(context, caller, ControlRequest.Action.RESUME);
            case CANCEL -> (context, caller) -> routes.control(context, caller, ControlRequest.Action.CANCEL);
        };
    }

    /** Takes no more calls, ends the streams of events and finishes the calls that are under way. */
    @Override
    public void close() {
        renewing.shutdownNow();
        feed.close();
        javalin.stop();
    }
}
