package org.wardround.site.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wardround.core.trust.KeyFile;
import org.wardround.core.trust.Passphrase;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.PrivateFile;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.UnencryptedKeyFile;

/** The names and forms of the files in a site's folder. Every one of them only its owner may read. Stateless. */
final class SiteFiles {
    static final String IDENTITY_KEY = "identity.key";
    static final String IDENTITY_PUBLIC = "identity.pub";
    static final String TLS_KEY = "tls.key";
    static final String TLS_CERTIFICATE = "tls.pem";
    static final String AUTHORITY = "ca.pem";
    static final String ADDRESS = "coordinator.address";
    static final String ROSTERS = "rosters";
    static final String TLS_REQUEST = "tls.csr";
    static final String NEXT_TLS_KEY = "tls.next.key";
    static final String NEXT_TLS_CERTIFICATE = "tls.next.pem";

    private static final int LONGEST = 64 * 1024;

    private SiteFiles() {}

    static void writeTlsKey(Path file, PrivateKey key) throws IOException {
        byte[] pem = Pem.privateKey(key);
        try {
            PrivateFile.replace(file, pem);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    static PrivateKey readTlsKey(Path file) throws IOException {
        byte[] pem = PrivateFile.read(file, LONGEST);
        try {
            return Pem.readPrivateKey(pem);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    static void writeCertificate(Path file, X509Certificate certificate) throws IOException {
        writeText(file, Pem.certificates(List.of(certificate)));
    }

    static X509Certificate readCertificate(Path file) throws IOException {
        try {
            return Pem.readCertificates(readText(file)).get(0);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    static void writeIdentity(Path file, SigningKey key, Optional<Passphrase> passphrase) throws IOException {
        if (passphrase.isPresent()) {
            KeyFile.write(file, key, passphrase.get());
        } else {
            UnencryptedKeyFile.write(file, key);
        }
    }

    /** @throws IOException where a passphrase is needed and missing */
    static SigningKey readIdentity(Path file, Optional<Passphrase> passphrase) throws IOException {
        if (UnencryptedKeyFile.is(file)) {
            return UnencryptedKeyFile.read(file);
        }
        return KeyFile.read(
                file,
                passphrase.orElseThrow(() -> new IOException("%s: this key needs its passphrase".formatted(file))));
    }

    static void writeText(Path file, String text) throws IOException {
        PrivateFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(Path file) throws IOException {
        return new String(PrivateFile.read(file, LONGEST), StandardCharsets.UTF_8);
    }

    static IOException damaged(Path file, IllegalArgumentException problem) {
        return new IOException("%s: %s; restore it from a backup".formatted(file, problem.getMessage()), problem);
    }
}
