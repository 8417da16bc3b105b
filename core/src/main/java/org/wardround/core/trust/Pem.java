package org.wardround.core.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TLS keys and certificates as text (RFC 7468). What is read may come from anybody: everything but certificates, or one P-256 key, is refused. Stateless. */
public final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]{1,40})-----\\R([A-Za-z0-9+/=\\r\\n]{1,100000})-----END \\1-----\\R?");

    private Pem() {}

    /** One block for each, in order. */
    public static String certificates(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(block(CERTIFICATE, encoded(certificate)));
        }
        return text.toString();
    }

    /** PKCS#8, not encrypted: for a file that only its owner may read. */
    public static byte[] privateKey(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        byte[] text = block(KEY, encoded).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(encoded, (byte) 0);
        return text;
    }

    /**
     * The certificates of a text with nothing else in it.
     *
     * @throws IllegalArgumentException where it is another text, or holds none
     */
    public static List<X509Certificate> readCertificates(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        int end = 0;
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find() && blocks.start() == end && blocks.group(1).equals(CERTIFICATE)) {
            certificates.add(certificate(decoded(blocks.group(2))));
            end = blocks.end();
        }
        if (end != text.length() || certificates.isEmpty()) {
            throw new IllegalArgumentException("these are no certificates in PEM, or something else stands with them");
        }
        return List.copyOf(certificates);
    }

    /** @throws IllegalArgumentException where these are not the bytes of one certificate */
    public static X509Certificate certificate(byte[] der) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (!Arrays.equals(der, certificate.getEncoded())) {
                throw new IllegalArgumentException("more than one certificate, or one in another form than DER");
            }
            return certificate;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("this is no X.509 certificate", e);
        }
    }

    /** The certificate's bytes in DER. */
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was read has no bytes", e);
        }
    }

    /** @throws IllegalArgumentException where it is another text than that of one P-256 key */
    public static PrivateKey readPrivateKey(byte[] text) {
        Matcher block = BLOCK.matcher(new String(text, StandardCharsets.US_ASCII));
        if (!block.matches() || !block.group(1).equals(KEY)) {
            throw new IllegalArgumentException("this is no private key in PEM");
        }
        byte[] encoded = decoded(block.group(2));
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!TlsKey.isP256(key)) {
                throw new IllegalArgumentException("this private key is not one of P-256");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this is no private key of an elliptic curve", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static String block(String name, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(name, lines);
    }

    private static byte[] decoded(String lines) {
        return Base64.getMimeDecoder().decode(lines);
    }
}
