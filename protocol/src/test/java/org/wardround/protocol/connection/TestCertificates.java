package org.wardround.protocol.connection;

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
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test, with P-256 keys. */
public final class TestCertificates {
    private static final Duration DAY = Duration.ofDays(1);
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair key;
    private final X509Certificate certificate;

    public TestCertificates(String name) {
        key = newKey();
        certificate = sign(builder("CN=" + name, "CN=" + name, key, DAY, true), key);
    }

    public List<X509Certificate> authorities() {
        return List.of(certificate);
    }

    /** The coordinator's, for 127.0.0.1 and localhost. */
    public TlsIdentity server() {
        KeyPair own = newKey();
        X509v3CertificateBuilder builder = builder(issuer(), "CN=coordinator", own, DAY, false);
        GeneralName[] names = {
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
        };
        return new TlsIdentity(own.getPrivate(), List.of(sign(withNames(builder, names), key)));
    }

    /** A site's, whose subject is its name. */
    public TlsIdentity site(String name) {
        return subject("CN=" + name, DAY);
    }

    /** A site's that ended an hour ago. */
    public TlsIdentity expired(String name) {
        return subject("CN=" + name, Duration.ofHours(-1));
    }

    /** Without a common name, with one DNS name. */
    public TlsIdentity named(String dnsName) {
        KeyPair own = newKey();
        X509v3CertificateBuilder builder = builder(issuer(), "O=hospital", own, DAY, false);
        GeneralName[] names = {new GeneralName(GeneralName.dNSName, dnsName)};
        return new TlsIdentity(own.getPrivate(), List.of(sign(withNames(builder, names), key)));
    }

    /** With any subject. */
    public TlsIdentity subject(String subject, Duration untilEnd) {
        KeyPair own = newKey();
        return new TlsIdentity(own.getPrivate(), List.of(sign(builder(issuer(), subject, own, untilEnd, false), key)));
    }

    private String issuer() {
        return certificate.getSubjectX500Principal().getName();
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509v3CertificateBuilder builder(
            String issuer, String subject, KeyPair own, Duration untilEnd, boolean authority) {
        Instant end = Instant.now().plus(untilEnd);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(end.minus(DAY.multipliedBy(2))),
                Date.from(end),
                new X500Name(subject),
                own.getPublic());
        try {
            return builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        } catch (CertIOException e) {
            throw new AssertionError(e);
        }
    }

    private static X509v3CertificateBuilder withNames(X509v3CertificateBuilder builder, GeneralName... names) {
        try {
            return builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        } catch (CertIOException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }
}
