package org.wardround.coordinator.membership;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.VerifyingKey;

/**
 * A certificate that a site has.
 *
 * @param identity the key that signed the enrolment to which it goes back
 * @param issued when it was written down
 */
record IssuedCertificate(SiteId site, VerifyingKey identity, Instant issued, Instant ends, boolean revoked) {
    static IssuedCertificate of(SiteId site, VerifyingKey identity, X509Certificate certificate, Instant issued) {
        return new IssuedCertificate(
                site, identity, issued, certificate.getNotAfter().toInstant(), false);
    }

    IssuedCertificate withRevoked() {
        return new IssuedCertificate(site, identity, issued, ends, true);
    }
}
