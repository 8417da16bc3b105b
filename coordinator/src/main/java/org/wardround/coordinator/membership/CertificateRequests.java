package org.wardround.coordinator.membership;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.TlsKey;

/** Requests for certificates (PKCS#10) as sites may send them: P-256, signed with the key itself, for the site's own name and nothing else. Stateless. */
final class CertificateRequests {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private CertificateRequests() {}

    /**
     * The key that a site asks a certificate for. Nothing else of the request reaches the certificate.
     *
     * @throws FederationException MALFORMED_MESSAGE where it is no such request or of another kind of key, SIGNATURE_INVALID where the sender does not show
     *     that it has the key, WRONG_SITE where the subject is another than {@code CN=} the site's name
     */
    static PublicKey keyOf(byte[] der, SiteId site) {
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
            request.setProvider(PROVIDER);
            requireKind(request);
            PublicKey key = request.getPublicKey();
            if (!TlsKey.isP256(key)) {
                throw kind();
            }
            requirePossession(request, key);
            requireSubject(request.getSubject(), site);
            return key;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
            throw new FederationException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the certificate request is no PKCS#10 in DER, or its key is no key",
                    e);
        }
    }

    // Before the key is made of its bytes: a curve given by its numbers is as good as none.
    private static void requireKind(JcaPKCS10CertificationRequest request) {
        boolean p256 = request.getSubjectPublicKeyInfo()
                        .getAlgorithm()
                        .getAlgorithm()
                        .equals(X9ObjectIdentifiers.id_ecPublicKey)
                && X9ObjectIdentifiers.prime256v1.equals(
                        request.getSubjectPublicKeyInfo().getAlgorithm().getParameters());
        boolean sha256 = request.getSignatureAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256);
        if (!p256 || !sha256) {
            throw kind();
        }
    }

    private static void requirePossession(JcaPKCS10CertificationRequest request, PublicKey key) {
        try {
            if (request.isSignatureValid(new JcaContentVerifierProviderBuilder()
                    .setProvider(PROVIDER)
                    .build(key))) {
                return;
            }
        } catch (PKCSException | OperatorCreationException e) {
            // Not the form of a signature, which proves as little.
        }
        throw new FederationException(
                ErrorCode.SIGNATURE_INVALID, "the certificate request is not signed with the key that it is for");
    }

    private static void requireSubject(X500Name subject, SiteId site) {
        RDN[] parts = subject.getRDNs();
        boolean own = parts.length == 1
                && !parts[0].isMultiValued()
                && parts[0].getFirst().getType().equals(BCStyle.CN)
                && parts[0].getFirst().getValue() instanceof ASN1String name
                && name.getString().equals(site.name());
        if (!own) {
            throw new FederationException(
                    ErrorCode.WRONG_SITE,
                    "the subject of the certificate request must be CN=%s and nothing else".formatted(site));
        }
    }

    private static FederationException kind() {
        return new FederationException(
                ErrorCode.MALFORMED_MESSAGE,
                "the certificate request must be for a P-256 key (by the curve's name) and signed by ECDSA with SHA-256");
    }
}
