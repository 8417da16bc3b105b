package org.wardround.coordinator.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.PrivateFile;
import org.wardround.protocol.connection.TlsIdentity;

/** TLS 1.2 and 1.3 for the REST interface, with the coordinator's own certificate or one that was given. Stateless. */
final class RestTls {
    private static final int LONGEST = 64 * 1024;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private RestTls() {}

    /**
     * A key and its certificates from files.
     *
     * @param key PKCS#8 in PEM, not encrypted, readable by its owner alone
     */
    static TlsIdentity read(Path certificate, Path key) throws IOException {
        byte[] secret = PrivateFile.read(key, LONGEST);
        try {
            Matcher text = KEY.matcher(new String(secret, StandardCharsets.US_ASCII));
            if (!text.matches()) {
                throw new IOException(
                        "%s: is no private key in PEM; convert it: openssl pkcs8 -topk8 -nocrypt".formatted(key));
            }
            return new TlsIdentity(privateKey(key, text.group(1)), Pem.readCertificates(Files.readString(certificate)));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(certificate, e.getMessage()), e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static PrivateKey privateKey(Path file, String base64) throws IOException {
        byte[] encoded = Base64.getMimeDecoder().decode(base64);
        try {
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                } catch (InvalidKeySpecException e) {
                    // One of another algorithm, perhaps.
                    continue;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
        throw new IOException("%s: is a key of none of %s".formatted(file, ALGORITHMS));
    }

    static void use(SslContextFactory.Server factory, TlsIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "rest", identity.key(), new char[0], identity.certificates().toArray(new Certificate[0]));
            factory.setKeyStore(store);
            factory.setKeyStorePassword("");
            factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key and its certificate can't be used", e);
        }
    }
}
