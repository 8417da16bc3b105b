package org.wardround.coordinator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.membership.CertificateAuthority;
import org.wardround.core.trust.KeyFileException;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.TlsKey;

/** Beyond loopback nothing goes in the clear. */
final class RestTlsTest {
    @TempDir
    Path place;

    private RunningCoordinator coordinator;

    @BeforeEach
    void start() throws IOException {
        coordinator = new RunningCoordinator(place);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private static HttpClient trusting(X509Certificate authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> health(HttpClient client, String scheme, int port) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("%s://localhost:%d/health".formatted(scheme, port)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void on_all_addresses_it_speaks_tls_with_the_coordinators_own_certificate_and_nothing_else() throws Exception {
        try (RestServer server = coordinator.serve("0.0.0.0", Optional.empty())) {
            assertThat(server.usesTls()).isTrue();
            HttpClient client = trusting(coordinator.folder().authority().certificate());
            assertThat(health(client, "https", server.port()).body()).isEqualTo("ok\n");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> health(HttpClient.newHttpClient(), "http", server.port()));
        }
    }

    @Test
    void a_certificate_that_was_given_is_used_on_loopback_too() throws Exception {
        CertificateAuthority authority =
                CertificateAuthority.make("hospital", Clock.systemUTC().instant());
        KeyPair pair = TlsKey.generate();
        X509Certificate certificate = authority.issueServer(
                pair.getPublic(), List.of("localhost"), Clock.systemUTC().instant());
        Path certificates = place.resolve("rest.pem");
        Path key = place.resolve("rest.key");
        Files.writeString(certificates, Pem.certificates(List.of(certificate)));
        Files.writeString(key, new String(Pem.privateKey(pair.getPrivate()), StandardCharsets.US_ASCII));
        Optional<RestServer.KeyFiles> files = Optional.of(new RestServer.KeyFiles(certificates, key));

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(KeyFileException.class).isThrownBy(() -> coordinator.serve("127.0.0.1", files));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (RestServer server = coordinator.serve("127.0.0.1", files)) {
            assertThat(health(trusting(authority.certificate()), "https", server.port())
                            .body())
                    .isEqualTo("ok\n");
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        try (RestServer server = coordinator.serve("127.0.0.1", Optional.empty())) {
            RestServer.Settings same =
                    new RestServer.Settings(new InetSocketAddress("127.0.0.1", server.port()), Optional.empty());
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> RestServer.start(coordinator.service(), same, Clock.systemUTC()))
                    .withMessageContaining("can't listen");
        }
    }
}
