package org.wardround.protocol.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.ServerAddress;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TestCertificates;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.connection.Trust;
import org.wardround.protocol.grpc.GrpcServer;
import org.wardround.protocol.grpc.GrpcTransport;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.Samples;
import org.wardround.protocol.transport.FakeCoordinator;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.PollRequest;

/** Who and what does not come in over HTTPS: requests as somebody else's client could write them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpsRefusalTest {
    private static final TestCertificates CERTIFICATES = new TestCertificates("authority");
    private static final TestCertificates OTHERS = new TestCertificates("another authority");
    private static final TlsIdentity SERVER = CERTIFICATES.server();
    private static final TlsIdentity CLIENT = CERTIFICATES.site("site-1");
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final SiteCalls calls = new SiteCalls(coordinator);
    private final HttpsServer server =
            HttpsServer.start(new HttpsServer.Settings(FREE, SERVER, CERTIFICATES.authorities()), calls);

    @AfterEach
    void stop() {
        server.close();
        calls.close();
    }

    @Test
    void tls_1_2_is_refused_and_1_3_is_not() throws Exception {
        assertThatThrownBy(() -> socket("TLSv1.2", CLIENT).startHandshake()).isInstanceOf(SSLException.class);
        try (SSLSocket socket = socket("TLSv1.3", CLIENT)) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, mode = EnumSource.Mode.EXCLUDE, names = "ENROL")
    void without_a_certificate_nothing_but_enrol_can_be_called(Method method) throws Exception {
        assertThat(asked(null, post(method.wireName(), "Content-Length: 0", "")))
                .startsWith("HTTP/1.1 401 ")
                .contains("NO_CERTIFICATE");
        assertThat(coordinator.callers).isEmpty();
        assertThat(calls.strangersRefused()).isOne();
    }

    @Test
    void the_rate_of_enrol_is_one_for_all_transports() {
        EnrolRequest request = Samples.of(EnrolRequest.class);
        GrpcServer beside = GrpcServer.start(new GrpcServer.Settings(FREE, SERVER, CERTIFICATES.authorities()), calls);
        try (Transport https = HttpsTransport.ofStranger(route(server.port()));
                Transport grpc = GrpcTransport.ofStranger(route(beside.port()))) {
            for (int call = 1; call <= 4; call++) {
                https.call(Method.ENROL, request);
            }
            grpc.call(Method.ENROL, request);

            assertThatThrownBy(() -> https.call(Method.ENROL, request))
                    .extracting(HttpsRefusalTest::code)
                    .isEqualTo(ErrorCode.TOO_MANY_CALLS);
            assertThatThrownBy(() -> grpc.call(Method.ENROL, request))
                    .extracting(HttpsRefusalTest::code)
                    .isEqualTo(ErrorCode.TOO_MANY_CALLS);
        } finally {
            beside.close();
        }
    }

    @Test
    void certificates_of_another_authority_and_old_ones_are_refused() {
        assertThat(pollCode(OTHERS.site("site-1"))).isIn(ErrorCode.CONNECTION_UNTRUSTED, ErrorCode.UNREACHABLE);
        assertThat(pollCode(CERTIFICATES.expired("site-1")))
                .isIn(ErrorCode.CONNECTION_UNTRUSTED, ErrorCode.UNREACHABLE);
        assertThat(server.certificatesRefused()).isEqualTo(2);
        assertThat(pollCode(CERTIFICATES.subject("O=hospital", Duration.ofDays(1))))
                .isEqualTo(ErrorCode.NO_CERTIFICATE);
        assertThat(coordinator.callers).isEmpty();
    }

    @Test
    void a_coordinator_of_another_authority_is_not_called() {
        Route pinned = new Route(new ServerAddress("127.0.0.1", server.port()), OTHERS.authorities());
        try (Transport site = HttpsTransport.of(pinned, new RenewableKey(CLIENT))) {
            assertThatThrownBy(() -> poll(site))
                    .hasMessageStartingWith("no trusted connection to ")
                    .extracting(HttpsRefusalTest::code)
                    .isEqualTo(ErrorCode.CONNECTION_UNTRUSTED);
        }
        assertThat(coordinator.callers).isEmpty();
    }

    @Test
    void a_revoked_site_is_refused_on_its_open_connection() {
        try (Transport site = HttpsTransport.of(route(server.port()), new RenewableKey(CLIENT))) {
            poll(site);
            coordinator.revoked.add(new SiteId("site-1"));

            assertThatThrownBy(() -> poll(site))
                    .extracting(HttpsRefusalTest::code)
                    .isEqualTo(ErrorCode.REVOKED);
        }
        assertThat(coordinator.refusals).containsExactly(ErrorCode.REVOKED);
    }

    @Test
    void an_oversized_message_is_refused_by_its_length_before_its_bytes() throws Exception {
        assertThat(asked(CLIENT, post("Poll", "Content-Length: " + (Limits.MESSAGE_BYTES + 1), "")))
                .startsWith("HTTP/1.1 413 ")
                .contains("connection: close", "MESSAGE_TOO_LARGE");
        assertThat(coordinator.refusals).containsExactly(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void an_oversized_part_of_an_upload_is_refused_by_its_length_before_its_bytes() throws Exception {
        String part = new String(new byte[] {0, 32, 0, 0}, StandardCharsets.ISO_8859_1);

        assertThat(asked(CLIENT, post("Upload", "Transfer-Encoding: chunked", "4\r\n" + part + "\r\n")))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void bytes_that_are_no_message_are_refused_and_told_to_the_coordinator() throws Exception {
        assertThat(asked(CLIENT, post("Poll", "Content-Length: 3", "abc"))).startsWith("HTTP/1.1 400 ");
        assertThat(coordinator.refusals).containsExactly(ErrorCode.MALFORMED_MESSAGE);
    }

    @Test
    void what_is_no_call_is_refused() throws Exception {
        assertThat(asked(CLIENT, post("Nothing", "Content-Length: 0", ""))).startsWith("HTTP/1.1 404 ");
        assertThat(asked(CLIENT, "GET /wardround.v1.Coordinator/Poll HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(asked(CLIENT, post("Poll", "Transfer-Encoding: chunked", "0\r\n\r\n")))
                .startsWith("HTTP/1.1 400 ");
        assertThat(asked(CLIENT, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(asked(CLIENT, post("Poll", "X: " + "y".repeat(10_000), ""))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void a_call_that_was_refused_gives_its_place_back() throws Exception {
        for (int call = 0; call < 2 * Limits.CALLS; call++) {
            assertThat(asked(CLIENT, post("Poll", "Content-Length: 2000000", "")))
                    .startsWith("HTTP/1.1 413 ");
        }
        try (Transport site = HttpsTransport.of(route(server.port()), new RenewableKey(CLIENT))) {
            poll(site);
        }
    }

    private static String post(String method, String header, String body) {
        return "POST /wardround.v1.Coordinator/%s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n%s".formatted(method, header, body);
    }

    /** All that is answered until the coordinator ends it or an answer is whole. */
    private String asked(TlsIdentity identity, String request) throws Exception {
        try (SSLSocket socket = socket("TLSv1.3", identity)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket.getInputStream());
        }
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String read = all.toString(StandardCharsets.ISO_8859_1);
            int head = read.indexOf("\r\n\r\n");
            if (head >= 0 && read.length() - head - 4 >= length(read)) {
                return read;
            }
            int next = in.read();
            assertThat(next).as(read).isNotNegative();
            all.write(next);
        }
    }

    private static int length(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length: ".length())))
                .findFirst()
                .orElse(0);
    }

    private SSLSocket socket(String version, TlsIdentity identity) throws Exception {
        SSLContext context = SSLContext.getInstance(version);
        KeyManager[] keys = identity == null ? null : new KeyManager[] {new RenewableKey(identity)};
        context.init(keys, new TrustManager[] {Trust.trusting(CERTIFICATES.authorities())}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setEnabledProtocols(new String[] {version});
        socket.setSoTimeout(10_000);
        return socket;
    }

    private ErrorCode pollCode(TlsIdentity identity) {
        try (Transport site = HttpsTransport.of(route(server.port()), new RenewableKey(identity))) {
            poll(site);
            throw new AssertionError("the poll was answered");
        } catch (FederationException e) {
            return e.code();
        }
    }

    private static void poll(Transport site) {
        site.call(Method.POLL, PollRequest.getDefaultInstance());
    }

    private static ErrorCode code(Throwable thrown) {
        return ((FederationException) thrown).code();
    }

    private static Route route(int port) {
        return new Route(new ServerAddress("127.0.0.1", port), CERTIFICATES.authorities());
    }
}
