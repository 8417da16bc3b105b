package org.wardround.site.cohort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.PrivateFile;
import org.wardround.privacy.cohort.PatientMark;

/**
 * Makes marks of patients' keys: HMAC-SHA-256 under a secret that only this site has, cut to 128 bits. Whoever has marks and not the secret can't tell whose they are, nor try keys. The secret is made once and never changes: under another one every patient would be a new one.
 * Thread-safe; shows nothing of the secret.
 */
public final class PatientMarker {
    /** The secret's file in the site's folder. */
    public static final String FILE = "patients.key";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final byte[] CHECK = "wardround/v1/patients-key".getBytes(StandardCharsets.UTF_8);
    private static final byte PATIENT = 0;

    private final SecretKeySpec secret;

    private PatientMarker(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** With the secret of the folder, which is made where it is missing. */
    public static PatientMarker open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            byte[] made = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(made);
            PrivateFile.writeNew(file, made);
            Arrays.fill(made, (byte) 0);
        }
        return read(folder);
    }

    /**
     * With the secret of the folder.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    public static PatientMarker read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        byte[] bytes = PrivateFile.read(file, SECRET_BYTES);
        try {
            if (bytes.length != SECRET_BYTES) {
                throw new IOException("%s: is cut off; restore it from a backup".formatted(file));
            }
            return new PatientMarker(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** One mark for each key, in their order. */
    public List<PatientMark> marks(List<String> keys) {
        Mac mac = mac();
        return keys.stream()
                .map(key -> {
                    mac.update(PATIENT);
                    return PatientMark.of(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
                })
                .toList();
    }

    /** By what the secret is known again. */
    Bytes check() {
        return Bytes.copyOf(Arrays.copyOf(mac().doFinal(CHECK), Long.BYTES));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java platform has no HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "PatientMarker";
    }
}
