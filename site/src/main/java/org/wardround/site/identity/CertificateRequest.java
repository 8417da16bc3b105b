package org.wardround.site.identity;

import java.io.IOException;
import java.security.KeyPair;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.TlsKey;

/** Asks for a TLS certificate (PKCS#10). Stateless. */
final class CertificateRequest {
    private CertificateRequest() {}

    /** In DER, for {@code CN=} the site's name, signed with the key itself. */
    static byte[] of(KeyPair key, SiteId site) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, site.name())
                .build();
        try {
            return new JcaPKCS10CertificationRequestBuilder(subject, key.getPublic())
                    .build(new JcaContentSignerBuilder(TlsKey.SIGNATURE).build(key.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("a certificate request can't be made", e);
        }
    }
}
