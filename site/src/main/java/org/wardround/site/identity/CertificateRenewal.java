package org.wardround.site.identity;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.wardround.core.trust.TlsKey;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;

/** A new certificate before the old one ends. Stateless; one renewal of a folder at a time. */
public final class CertificateRenewal {
    private CertificateRenewal() {}

    /** When a certificate is to be renewed: two thirds of its life after its begin. */
    public static Instant due(X509Certificate certificate) {
        Instant begins = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(begins, certificate.getNotAfter().toInstant());
        return begins.plus(life.multipliedBy(2).dividedBy(3));
    }

    /** Whether it is time. */
    public static boolean isDue(TlsIdentity identity, Instant now) {
        return !now.isBefore(due(identity.certificates().get(0)));
    }

    /**
     * Asks for a certificate for a fresh key and puts both into the folder. Whenever this is killed, the folder has a key with its certificate. What is returned goes to
     * {@link org.wardround.protocol.connection.RenewableKey#replace}: connections that are open keep the old one.
     *
     * @param transport with the certificate so far
     * @throws org.wardround.core.error.FederationException as {@link Transport} says; CONNECTION_UNTRUSTED where the certificate does not fit
     */
    public static TlsIdentity renew(SiteFolder folder, Transport transport, Instant now) throws IOException {
        // What an earlier call may have left by half.
        SiteFolder.finishRenewal(folder.path());
        KeyPair fresh = TlsKey.generate();
        SiteFiles.writeTlsKey(folder.path().resolve(SiteFiles.NEXT_TLS_KEY), fresh.getPrivate());
        RenewRequest request = RenewRequest.newBuilder()
                .setCertificateRequest(ByteString.copyFrom(CertificateRequest.of(fresh, folder.site())))
                .build();
        RenewReply reply = (RenewReply) transport.call(Method.RENEW, request);
        X509Certificate certificate = IssuedChain.own(
                reply.getCertificatesList(), fresh.getPrivate(), folder.site(), folder.authority(), now);
        folder.replaceTls(certificate);
        return folder.tls();
    }
}
