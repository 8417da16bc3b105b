package org.wardround.protocol.connection;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificates that say whose it is.
 *
 * @param certificates its own first, then those that issued it, without the authority that the other side trusts
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> certificates) {
    public TlsIdentity {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("an identity needs at least its own certificate");
        }
    }

    /** Shows the certificate's subject, never the key. */
    @Override
    public String toString() {
        return "TlsIdentity[%s]"
                .formatted(certificates.get(0).getSubjectX500Principal().getName());
    }
}
