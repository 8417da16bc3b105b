package org.wardround.coordinator.membership;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.TlsKey;

/**
 * Issues the certificates of one federation's TLS connections, all of P-256. It says who is at the other end of a connection and nothing more: who may ask
 * and who is believed follows from the roster. A certificate is dated from an hour ago, for computers whose clocks are late. Thread-safe.
 */
public final class CertificateAuthority {
    /** How long a site's certificate is valid. */
    public static final Duration SITE_LIFE = Duration.ofDays(30);

    /** How long the coordinator's own certificate is valid. */
    public static final Duration SERVER_LIFE = Duration.ofDays(90);

    private static final Duration OWN_LIFE = Duration.ofDays(3650);
    private static final Duration EARLIER = Duration.ofHours(1);
    private static final int SERIAL_BITS = 126;
    private static final int LONGEST_FILE = 16 * 1024;
    private static final String KEY = "authority.key";
    private static final String CERTIFICATE = "authority.pem";

    private final SecureRandom random = new SecureRandom();
    private final PrivateKey key;
    private final X509Certificate certificate;

    private CertificateAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * A new authority, in memory until it is written.
     *
     * @param name for people who look at certificates
     */
    public static CertificateAuthority make(String name, Instant now) {
        KeyPair pair = TlsKey.generate();
        X500Name own = commonName(name);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                own,
                serial(new SecureRandom()),
                Date.from(now.minus(EARLIER)),
                Date.from(now.plus(OWN_LIFE)),
                own,
                pair.getPublic());
        try {
            // Nothing it issues may issue in turn.
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        } catch (CertIOException e) {
            throw unencodable(e);
        }
        return new CertificateAuthority(pair.getPrivate(), signed(builder, pair.getPrivate()));
    }

    /**
     * Writes key and certificate into a folder that only its owner may enter.
     *
     * @throws java.nio.file.FileAlreadyExistsException where there is an authority already
     */
    public void write(Path folder) throws IOException {
        PrivateFile.createFolder(folder);
        byte[] pem = Pem.privateKey(key);
        try {
            PrivateFile.writeNew(folder.resolve(KEY), pem);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
        PrivateFile.writeNew(
                folder.resolve(CERTIFICATE),
                Pem.certificates(List.of(certificate)).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The authority of a folder.
     *
     * @throws IOException where a file is missing, or damaged
     * @throws org.wardround.core.trust.KeyFileException where others may read the key
     */
    public static CertificateAuthority read(Path folder) throws IOException {
        byte[] pem = PrivateFile.read(folder.resolve(KEY), LONGEST_FILE);
        try {
            PrivateKey key = Pem.readPrivateKey(pem);
            X509Certificate certificate = Pem.readCertificates(Files.readString(folder.resolve(CERTIFICATE)))
                    .get(0);
            if (!TlsKey.areOnePair(certificate.getPublicKey(), key)) {
                throw new IllegalArgumentException("the key is not that of the certificate");
            }
            return new CertificateAuthority(key, certificate);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s; restore the folder from a backup".formatted(folder, e.getMessage()), e);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    /** Its own certificate, which sites pin. */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * A site's certificate for its own calls; it can't serve.
     *
     * @param siteKey as {@link CertificateRequests#keyOf} has taken it from a request
     */
    X509Certificate issue(SiteId site, PublicKey siteKey, Instant now) {
        X509v3CertificateBuilder builder = builder(commonName(site.name()), siteKey, now, SITE_LIFE);
        return issued(builder, KeyPurposeId.id_kp_clientAuth);
    }

    /**
     * The coordinator's certificate.
     *
     * @param hosts DNS names and IP addresses by which sites call it; at least one
     */
    public X509Certificate issueServer(PublicKey serverKey, List<String> hosts, Instant now) {
        if (hosts.isEmpty() || !TlsKey.isP256(serverKey)) {
            throw new IllegalArgumentException("a server's certificate needs a host and a P-256 key");
        }
        X509v3CertificateBuilder builder = builder(commonName("coordinator"), serverKey, now, SERVER_LIFE);
        GeneralName[] names = hosts.stream()
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new);
        try {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        } catch (CertIOException e) {
            throw unencodable(e);
        }
        return issued(builder, KeyPurposeId.id_kp_serverAuth);
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
    }

    private X509v3CertificateBuilder builder(X500Name subject, PublicKey subjectKey, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                // As its bytes are: written anew, the name might not be the same to whoever compares.
                issuer(),
                serial(random),
                Date.from(now.minus(EARLIER)),
                Date.from(now.plus(life)),
                subject,
                subjectKey);
    }

    private X500Name issuer() {
        try {
            return new JcaX509CertificateHolder(certificate).getSubject();
        } catch (GeneralSecurityException e) {
            throw unencodable(e);
        }
    }

    private X509Certificate issued(X509v3CertificateBuilder builder, KeyPurposeId purpose) {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        } catch (CertIOException e) {
            throw unencodable(e);
        }
        return signed(builder, key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey issuer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(TlsKey.SIGNATURE).build(issuer)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw unencodable(e);
        }
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    // Never zero, and too large to be met twice.
    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
    }

    private static IllegalStateException unencodable(Exception cause) {
        return new IllegalStateException("a certificate can't be made", cause);
    }
}
