package org.wardround.benchmarks;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.wardround.protocol.connection.TlsIdentity;

/** A certificate authority for one measurement, with P-256 keys as a coordinator's has: enrolling a hundred sites one by one would take longer than the measurement. */
final class LoopbackCertificates {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final String ISSUER = "CN=measurement";

    private final AtomicLong serial = new AtomicLong(1);
    private final KeyPair key = newKey();
    private final X509Certificate certificate = sign(builder(ISSUER, key, true));

    List<X509Certificate> authorities() {
        return List.of(certificate);
    }

    /** The coordinator's, for 127.0.0.1. */
    TlsIdentity server() {
        KeyPair own = newKey();
        X509v3CertificateBuilder builder = builder("CN=coordinator", own, false);
        try {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new TlsIdentity(own.getPrivate(), List.of(sign(builder)));
    }

    /** A site's, whose subject is its name. */
    TlsIdentity site(String name) {
        KeyPair own = newKey();
        return new TlsIdentity(own.getPrivate(), List.of(sign(builder("CN=" + name, own, false))));
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509v3CertificateBuilder builder(String subject, KeyPair own, boolean authority) {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(ISSUER),
                BigInteger.valueOf(serial.getAndIncrement()),
                Date.from(now.minus(LIFE)),
                Date.from(now.plus(LIFE)),
                new X500Name(subject),
                own.getPublic());
        try {
            return builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(X509v3CertificateBuilder builder) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
