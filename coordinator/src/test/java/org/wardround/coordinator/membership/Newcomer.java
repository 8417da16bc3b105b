package org.wardround.coordinator.membership;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.wardround.core.trust.SecretAccess;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.TlsKey;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.Enrolment;

/** A site that enrols, or somebody who says so. */
final class Newcomer {
    final String site;
    final SigningKey identity = SigningKey.generate();
    final KeyPair tls = TlsKey.generate();

    Newcomer(String site) {
        this.site = site;
    }

    byte[] csr() {
        return csr("CN=" + site, tls.getPublic(), tls.getPrivate(), "SHA256withECDSA");
    }

    static byte[] csr(String subject, PublicKey key, PrivateKey signer, String algorithm) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), key)
                    .build(new JcaContentSignerBuilder(algorithm).build(signer))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    EnrolRequest request(SecretBytes token) {
        return request(token, csr());
    }

    EnrolRequest request(SecretBytes token, byte[] csr) {
        return signed(token, csr, identity);
    }

    EnrolRequest signed(SecretBytes token, byte[] csr, SigningKey signer) {
        return EnrolRequest.newBuilder()
                .setEnrolment(Signing.sign(signer, SigningDomain.ENROLMENT, content(token, csr)))
                .build();
    }

    private Enrolment content(SecretBytes token, byte[] csr) {
        return Enrolment.newBuilder()
                .setSite(site)
                .setToken(ByteString.copyFrom(token.read(SecretAccess.granted())))
                .setCertificateRequest(ByteString.copyFrom(csr))
                .setIdentityKey(ByteString.copyFrom(identity.verifyingKey().bytes()))
                .build();
    }
}
