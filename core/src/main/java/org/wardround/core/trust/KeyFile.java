package org.wardround.core.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wardround.core.trust.KeyFileException.Reason;

/**
 * A private key in a file of its own, encrypted under a passphrase (PBKDF2-HMAC-SHA512, AES-256-GCM) and readable by its owner only. Opening takes a
 * good part of a second by intent: that is what guessing passphrases costs.
 */
public final class KeyFile {
    private KeyFile() {}

    /**
     * Writes a key whole or not at all, with permissions 0600. Folders above are made.
     *
     * @throws KeyFileException where something stands there already: a key is never written over
     */
    public static void write(Path file, SigningKey key, Passphrase passphrase) throws IOException {
        requireAbsent(file);
        try {
            PrivateFile.writeNew(file, KeyEnvelope.seal(key, passphrase).getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(file);
        }
    }

    /** @throws KeyFileException where something stands there already */
    public static void requireAbsent(Path file) {
        if (Files.exists(file)) {
            throw alreadyThere(file);
        }
    }

    /**
     * Opens a key file.
     *
     * @throws KeyFileException where it is none, others may read it, or the passphrase is another one
     */
    public static SigningKey read(Path file, Passphrase passphrase) throws IOException {
        KeyEnvelope envelope = envelope(file);
        try {
            return envelope.open(passphrase)
                    .orElseThrow(() -> new KeyFileException(
                            Reason.WRONG_PASSPHRASE,
                            file,
                            "this passphrase does not open the key, or the file was changed; try again"));
        } catch (IllegalArgumentException e) {
            throw malformed(file);
        }
    }

    /**
     * The public half, which needs no passphrase. Nothing proves that the file holds its private half until it is opened.
     *
     * @throws KeyFileException where it is no key file, or others may read it
     */
    public static VerifyingKey owner(Path file) throws IOException {
        try {
            return envelope(file).owner();
        } catch (IllegalArgumentException e) {
            throw malformed(file);
        }
    }

    private static KeyEnvelope envelope(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(KeyEnvelope.LONGEST + 1);
        }
        if (PrivateFile.isOpenToOthers(file)) {
            throw new KeyFileException(
                    Reason.READABLE_BY_OTHERS,
                    file,
                    "others than you may read this private key; take their permission away (chmod 600) and ask who may have"
                            + " copied it");
        }
        return KeyEnvelope.parse(new String(content, StandardCharsets.UTF_8)).orElseThrow(() -> malformed(file));
    }

    private static KeyFileException malformed(Path file) {
        return new KeyFileException(
                Reason.MALFORMED,
                file,
                "this is not a private key of Wardround, or it is damaged; name the file that ends in .key, or copy it again");
    }

    private static KeyFileException alreadyThere(Path file) {
        return new KeyFileException(
                Reason.ALREADY_THERE, file, "is there already, and a key is never written over; give another file");
    }
}
