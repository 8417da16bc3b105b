package org.wardround.protocol.call;

import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.protocol.transport.Caller;

/** Who is at the other end of a connection whose handshake is over. */
final class CallerIdentity {
    private static final int DNS_NAME = 2;

    private CallerIdentity() {}

    /** The caller; empty where no certificate was shown. NO_CERTIFICATE where there is one that names no site. */
    static Optional<Caller> of(Peer peer) {
        SSLSession session = peer.session();
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] certificates = session.getPeerCertificates();
            return Optional.of(of((X509Certificate) certificates[0], peer.address()));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    static Caller of(X509Certificate certificate, String address) {
        try {
            SiteId site = commonName(certificate)
                    .or(() -> dnsName(certificate))
                    .filter(SiteId::isValid)
                    .map(SiteId::new)
                    .orElseThrow(
                            () -> new FederationException(
                                    ErrorCode.NO_CERTIFICATE,
                                    "the client certificate names no site, neither by CN nor by one DNS name: renew it with the name"));
            return new Caller(site, Sha256.of(certificate.getEncoded()), address);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate of a handshake has no bytes", e);
        }
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(Object::toString)
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> dnsName(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            List<String> hosts = names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
            return hosts.size() == 1 ? Optional.of(hosts.get(0)) : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }
}
