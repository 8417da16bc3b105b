package org.wardround.protocol.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.ServerAddress;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.FakeCoordinator;
import org.wardround.protocol.transport.MemoryBlobs;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.testkit.network.ConnectProxy;
import org.wardround.testkit.network.Line;

/** What holds for every transport behind a proxy. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ProxyContract {
    protected static final TestCertificates CERTIFICATES = new TestCertificates("authority");
    private static final String PASSWORD = "pass:wörd";

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final Listening server = listen(coordinator);
    private final ConnectProxy open = proxy(Optional.empty());
    private final ConnectProxy guarded = proxy(Optional.of("hospital:" + PASSWORD));

    /** A coordinator's end that runs. */
    public record Listening(int port, AutoCloseable stop) {}

    protected abstract Listening listen(SiteApi api);

    protected abstract Transport transport(Route route, RenewableKey key);

    @AfterEach
    void stop() throws Exception {
        server.stop().close();
        open.close();
        guarded.close();
    }

    @Test
    void every_call_goes_through_the_proxy() {
        byte[] bytes = new byte[3 * Limits.CHUNK_BYTES];
        BlobReference blob = new BlobReference(Sha256.of(bytes), bytes.length, "run-1", 1);
        try (Transport site = transport(route("127.0.0.1", open, Optional.empty()))) {
            poll(site);
            site.upload(blob, MemoryBlobs.source(bytes));
            site.download(blob, new MemoryBlobs().sink(blob));
        }
        assertThat(open.visits()).isNotEmpty().containsOnly("127.0.0.1:%d 200".formatted(server.port()));
        assertThat(open.carriedBytes()).isGreaterThan(2L * bytes.length);
        assertThat(coordinator.callers).isNotEmpty();
    }

    /** 1 Mbit/s and a round trip of 300 ms: slow, and not too slow. */
    @Test
    void blobs_travel_over_a_slow_line() throws IOException {
        byte[] bytes = new byte[Limits.CHUNK_BYTES + 1];
        BlobReference blob = new BlobReference(Sha256.of(bytes), bytes.length, "run-1", 1);
        MemoryBlobs home = new MemoryBlobs();
        try (ConnectProxy slow = new ConnectProxy(Optional.empty(), new Line(Duration.ofMillis(150), 1_000_000));
                Transport site = transport(route("127.0.0.1", slow, Optional.empty()))) {
            long begin = System.nanoTime();
            site.upload(blob, MemoryBlobs.source(bytes));
            site.download(blob, home.sink(blob));

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(4));
        }
        assertThat(home.get(blob.digest())).isEqualTo(bytes);
    }

    @Test
    void a_login_lets_in() {
        try (Transport site = transport(route("127.0.0.1", guarded, Optional.of(PASSWORD)))) {
            poll(site);
        }
        assertThat(guarded.visits()).containsExactly("127.0.0.1:%d 200".formatted(server.port()));
    }

    @Test
    void a_broken_way_is_made_anew_through_the_proxy() {
        try (Transport site = transport(route("127.0.0.1", open, Optional.empty()))) {
            poll(site);
            open.cut();
            // It notices by then, or by this call.
            Throwable noticed = catchThrowable(() -> poll(site));
            assertThat(noticed == null || noticed instanceof FederationException)
                    .isTrue();
            poll(site);
        }
        assertThat(open.visits()).hasSize(2);
    }

    @Test
    void only_the_proxy_needs_to_know_the_coordinators_name() {
        open.knows("coordinator.invalid");
        // The certificate is for another name, so TLS is where it ends: behind the proxy.
        try (Transport site = transport(route("coordinator.invalid", open, Optional.empty()))) {
            assertRefused(site, ErrorCode.CONNECTION_UNTRUSTED, "no trusted connection to coordinator.invalid:");
        }
    }

    @Test
    void without_a_login_it_says_that_one_is_needed() {
        try (Transport site = transport(route("127.0.0.1", guarded, Optional.empty()))) {
            assertRefused(site, ErrorCode.UNREACHABLE, "asks for a login (407)");
        }
    }

    @Test
    void with_a_wrong_login_it_says_so_and_not_the_password() {
        try (Transport site = transport(route("127.0.0.1", guarded, Optional.of("wrong")))) {
            assertThat(assertRefused(site, ErrorCode.UNREACHABLE, "does not take the login of user hospital (407)"))
                    .doesNotContain("wrong");
        }
    }

    @Test
    void a_proxy_that_refuses_the_way_is_told_from_one_that_finds_none() {
        open.refuses("127.0.0.1");
        try (Transport site = transport(route("127.0.0.1", open, Optional.empty()))) {
            assertRefused(
                    site, ErrorCode.UNREACHABLE, "refuses the way to 127.0.0.1:%d (403)".formatted(server.port()));
        }
        try (Transport site = transport(route("nowhere.invalid", open, Optional.empty()))) {
            assertRefused(site, ErrorCode.UNREACHABLE, "knows no address of nowhere.invalid (503)");
        }
    }

    @Test
    void a_coordinator_that_is_down_behind_the_proxy_is_told() throws Exception {
        server.stop().close();
        try (Transport site = transport(route("127.0.0.1", open, Optional.empty()))) {
            assertRefused(site, ErrorCode.UNREACHABLE, "does not get through to 127.0.0.1:");
        }
    }

    @Test
    void a_proxy_that_is_not_there_is_told() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (Transport site =
                transport(route("127.0.0.1", new HttpProxy(new ServerAddress("127.0.0.1", free), Optional.empty())))) {
            assertRefused(site, ErrorCode.UNREACHABLE, "nothing answers at the proxy 127.0.0.1:%d".formatted(free));
        }
        try (Transport site = transport(
                route("127.0.0.1", new HttpProxy(new ServerAddress("proxy.invalid", 3128), Optional.empty())))) {
            assertRefused(site, ErrorCode.UNREACHABLE, "knows no address of the proxy proxy.invalid:3128");
        }
        assertThat(coordinator.callers).isEmpty();
    }

    private Transport transport(Route route) {
        return transport(route, new RenewableKey(CERTIFICATES.site("site-1")));
    }

    private static String assertRefused(Transport site, ErrorCode code, String words) {
        Throwable thrown = catchThrowable(() -> poll(site));
        assertThat(thrown).isInstanceOf(FederationException.class).hasMessageContaining(words);
        assertThat(((FederationException) thrown).code()).isEqualTo(code);
        return thrown.getMessage();
    }

    private static void poll(Transport site) {
        site.call(Method.POLL, PollRequest.getDefaultInstance());
    }

    private Route route(String host, ConnectProxy proxy, Optional<String> password) {
        Optional<HttpProxy.Login> login = password.map(
                text -> new HttpProxy.Login("hospital", SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8))));
        return route(host, new HttpProxy(new ServerAddress("127.0.0.1", proxy.port()), login));
    }

    private Route route(String host, HttpProxy proxy) {
        return new Route(
                CoordinatorAddress.grpc(new ServerAddress(host, server.port())),
                Optional.of(proxy),
                CERTIFICATES.authorities());
    }

    private static ConnectProxy proxy(Optional<String> login) {
        try {
            return new ConnectProxy(login, Line.FAST);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
