package org.wardround.site.identity;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.TlsKey;

/** Checks the certificate that a coordinator sends: for the site's own key and name, from the authority that it pinned, valid now. Stateless. */
final class IssuedChain {
    private IssuedChain() {}

    /**
     * The site's own certificate.
     *
     * @param sent in DER, the site's own first
     * @throws FederationException CONNECTION_UNTRUSTED where it is not such a certificate
     */
    static X509Certificate own(
            List<ByteString> sent, PrivateKey key, SiteId site, X509Certificate authority, Instant now) {
        try {
            X509Certificate own = Pem.certificate(sent.get(0).toByteArray());
            if (!TlsKey.areOnePair(own.getPublicKey(), key)) {
                throw refused("is for another key than this site's");
            }
            if (!isNamed(own, site)) {
                throw refused("is for another name than " + site);
            }
            own.verify(authority.getPublicKey());
            if (!own.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
                throw refused("names another authority than the one of the token");
            }
            own.checkValidity(Date.from(now));
            return own;
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw refused(
                    "is damaged, not valid now (look at this computer's clock), or of another authority than that of the token");
        }
    }

    private static boolean isNamed(X509Certificate certificate, SiteId site) {
        try {
            List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
            return parts.size() == 1
                    && parts.get(0).getType().equalsIgnoreCase("CN")
                    && site.name().equals(parts.get(0).getValue());
        } catch (InvalidNameException e) {
            return false;
        }
    }

    private static FederationException refused(String why) {
        return new FederationException(
                ErrorCode.CONNECTION_UNTRUSTED,
                "the certificate that the coordinator sent %s; call the coordinator's operator".formatted(why));
    }
}
