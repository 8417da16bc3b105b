package org.wardround.protocol.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
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
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TestCertificates;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.connection.Trust;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.message.Samples;
import org.wardround.protocol.transport.FakeCoordinator;
import org.wardround.protocol.v1.Chunk;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.UploadPart;

/** Who and what does not come in. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GrpcRefusalTest {
    private static final TestCertificates CERTIFICATES = new TestCertificates("authority");
    private static final TestCertificates OTHERS = new TestCertificates("another authority");
    private static final TlsIdentity SERVER = CERTIFICATES.server();
    private static final TlsIdentity CLIENT = CERTIFICATES.site("site-1");

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final GrpcServer server = GrpcServer.start(
            new GrpcServer.Settings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SERVER, CERTIFICATES.authorities()),
            coordinator);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void plaintext_is_refused() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        try {
            assertThat(codeOf(() -> send(channel, Method.POLL, poll()))).isEqualTo(ErrorCode.UNREACHABLE);
        } finally {
            channel.shutdownNow();
        }
        assertNobodyCameIn();
    }

    @Test
    void tls_1_2_is_refused_and_1_3_is_not() throws Exception {
        assertThatThrownBy(() -> handshake("TLSv1.2")).isInstanceOf(SSLException.class);
        assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, mode = EnumSource.Mode.EXCLUDE, names = "ENROL")
    void without_a_certificate_nothing_but_enrol_can_be_called(Method method) {
        ManagedChannel channel = channel(null);
        try {
            assertThat(codeOf(() -> send(channel, method, new byte[0]))).isEqualTo(ErrorCode.NO_CERTIFICATE);
        } finally {
            channel.shutdownNow();
        }
        assertNobodyCameIn();
        assertThat(server.strangersRefused()).isOne();
    }

    @Test
    void enrol_needs_no_certificate_and_is_limited() {
        EnrolRequest request = Samples.of(EnrolRequest.class);
        try (GrpcTransport stranger = GrpcTransport.ofStranger(settings())) {
            for (int call = 1; call <= 5; call++) {
                stranger.call(Method.ENROL, request);
            }
            assertThat(codeOf(() -> stranger.call(Method.ENROL, request))).isEqualTo(ErrorCode.TOO_MANY_CALLS);
        }
        assertThat(coordinator.enrolments).hasSize(5).containsOnly("127.0.0.1");
    }

    @Test
    void a_certificate_of_another_authority_is_refused() {
        assertThat(pollCode(OTHERS.site("site-1"))).isIn(ErrorCode.CONNECTION_UNTRUSTED, ErrorCode.UNREACHABLE);
        assertNobodyCameIn();
        assertThat(server.certificatesRefused()).isPositive();
    }

    @Test
    void an_expired_certificate_is_refused() {
        assertThat(pollCode(CERTIFICATES.expired("site-1")))
                .isIn(ErrorCode.CONNECTION_UNTRUSTED, ErrorCode.UNREACHABLE);
        assertNobodyCameIn();
        assertThat(server.certificatesRefused()).isPositive();
    }

    @Test
    void a_certificate_that_names_no_site_is_refused() {
        assertThat(pollCode(CERTIFICATES.subject("O=hospital", Duration.ofDays(1))))
                .isEqualTo(ErrorCode.NO_CERTIFICATE);
        assertThat(pollCode(CERTIFICATES.subject("CN=../site", Duration.ofDays(1))))
                .isEqualTo(ErrorCode.NO_CERTIFICATE);
        assertNobodyCameIn();
    }

    @Test
    void a_coordinator_of_another_authority_is_not_called() {
        Route pinned = new Route(new ServerAddress("127.0.0.1", server.port()), OTHERS.authorities());
        try (GrpcTransport site = GrpcTransport.of(pinned, new RenewableKey(CLIENT))) {
            assertThatThrownBy(() -> site.call(Method.POLL, PollRequest.getDefaultInstance()))
                    .hasMessageStartingWith("no trusted connection to 127.0.0.1:")
                    .extracting(thrown -> ((FederationException) thrown).code())
                    .isEqualTo(ErrorCode.CONNECTION_UNTRUSTED);
        }
        assertNobodyCameIn();
    }

    @Test
    void a_revoked_site_is_refused_on_its_open_connection() {
        try (GrpcTransport site = GrpcTransport.of(settings(), new RenewableKey(CLIENT))) {
            site.call(Method.POLL, PollRequest.getDefaultInstance());
            coordinator.revoked.add(new SiteId("site-1"));

            assertThat(codeOf(() -> site.call(Method.POLL, PollRequest.getDefaultInstance())))
                    .isEqualTo(ErrorCode.REVOKED);
        }
        assertThat(coordinator.refusals).containsExactly(ErrorCode.REVOKED);
    }

    @Test
    void an_oversized_message_is_refused_by_its_length() {
        assertThat(sendCode(Method.POLL, new byte[Limits.MESSAGE_BYTES + 1])).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        while (coordinator.refusals.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(coordinator.refusals).containsExactly(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void a_message_beyond_the_size_of_its_call_is_refused_and_told_to_the_coordinator() {
        assertThat(sendCode(Method.POLL, new byte[Method.POLL.requestBytes() + 1]))
                .isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(coordinator.refusals).containsExactly(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void a_malformed_message_is_refused_and_told_to_the_coordinator() {
        assertThat(sendCode(Method.POLL, new byte[] {1, 2, 3})).isEqualTo(ErrorCode.MALFORMED_MESSAGE);
        assertThat(sendCode(Method.UPLOAD, new byte[] {1, 2, 3})).isEqualTo(ErrorCode.MALFORMED_MESSAGE);
        assertThat(coordinator.refusals).containsExactly(ErrorCode.MALFORMED_MESSAGE, ErrorCode.MALFORMED_MESSAGE);
    }

    @Test
    void an_upload_begins_with_its_header() {
        UploadPart chunk =
                UploadPart.newBuilder().setChunk(Samples.of(Chunk.class)).build();

        assertThat(sendCode(Method.UPLOAD, MessageCodec.encodeRequest(Method.UPLOAD, chunk, ProtocolVersion.CURRENT)))
                .isEqualTo(ErrorCode.OUT_OF_ORDER);
    }

    @Test
    void an_upload_goes_on_only_where_the_coordinator_stopped() {
        UploadPart header = (UploadPart) Samples.all().get("UploadPart-header");

        assertThat(sendCode(Method.UPLOAD, MessageCodec.encodeRequest(Method.UPLOAD, header, ProtocolVersion.CURRENT)))
                .isEqualTo(ErrorCode.OFFSET_MISMATCH);
    }

    private static byte[] poll() {
        return MessageCodec.encodeRequest(Method.POLL, PollRequest.getDefaultInstance(), ProtocolVersion.CURRENT);
    }

    private ErrorCode pollCode(TlsIdentity identity) {
        ManagedChannel channel = channel(identity);
        try {
            return codeOf(() -> send(channel, Method.POLL, poll()));
        } finally {
            channel.shutdownNow();
        }
    }

    private ErrorCode sendCode(Method method, byte[] bytes) {
        ManagedChannel channel = channel(CLIENT);
        try {
            return codeOf(() -> send(channel, method, bytes));
        } finally {
            channel.shutdownNow();
        }
    }

    // As a client of somebody else would, with any bytes.
    private ManagedChannel channel(TlsIdentity identity) {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .sslContext(Tls.client(
                        identity == null ? null : new RenewableKey(identity),
                        Trust.trusting(CERTIFICATES.authorities())))
                .build();
    }

    private static byte[] send(ManagedChannel channel, Method method, byte[] bytes) {
        ClientReply reply = new ClientReply(new Route(new ServerAddress("127.0.0.1", 1), java.util.List.of()));
        ClientCall<byte[], byte[]> call = channel.newCall(GrpcMethods.of(method), CallOptions.DEFAULT);
        call.start(reply, new Metadata());
        call.request(2);
        call.sendMessage(bytes);
        call.halfClose();
        return reply.await();
    }

    private String handshake(String version) throws Exception {
        SSLContext context = context(version);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {version});
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static SSLContext context(String version) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance(version);
        context.init(
                new KeyManager[] {new RenewableKey(CLIENT)},
                new TrustManager[] {Trust.trusting(CERTIFICATES.authorities())},
                null);
        return context;
    }

    private Route settings() {
        return new Route(new ServerAddress("127.0.0.1", server.port()), CERTIFICATES.authorities());
    }

    private void assertNobodyCameIn() {
        assertThat(coordinator.callers).isEmpty();
    }

    private static ErrorCode codeOf(Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        assertThat(thrown).isInstanceOf(FederationException.class);
        return ((FederationException) thrown).code();
    }
}
