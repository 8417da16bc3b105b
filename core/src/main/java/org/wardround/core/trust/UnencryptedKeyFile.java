package org.wardround.core.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardround.core.trust.KeyFileException.Reason;

/**
 * A private key without a passphrase, for programs that must start while nobody is there: whoever can read the file has the key, so only its owner may. Keys
 * of people belong into a {@link KeyFile}. Stateless.
 *
 * <pre>
 * wardround-unencrypted-key 1
 * key ed25519:PUBLIC
 * secret SEED                                        32 bytes in base64url without padding
 * </pre>
 */
public final class UnencryptedKeyFile {
    private static final int LONGEST = 256;
    private static final String TITLE = "wardround-unencrypted-key 1";
    private static final Pattern TEXT =
            Pattern.compile(TITLE + "\nkey (ed25519:[A-Za-z0-9_-]{43})\nsecret ([A-Za-z0-9_-]{43})\n");

    private UnencryptedKeyFile() {}

    /**
     * Writes a key whole or not at all, with permissions 0600.
     *
     * @throws KeyFileException where something stands there already: a key is never written over
     */
    public static void write(Path file, SigningKey key) throws IOException {
        KeyFile.requireAbsent(file);
        try (SecretBytes secret = key.seed()) {
            byte[] seed = secret.read(SecretAccess.granted());
            String text = "%s\nkey %s\nsecret %s\n"
                    .formatted(
                            TITLE,
                            key.verifyingKey(),
                            Base64.getUrlEncoder().withoutPadding().encodeToString(seed));
            Arrays.fill(seed, (byte) 0);
            PrivateFile.writeNew(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            KeyFile.requireAbsent(file);
            throw e;
        }
    }

    /** Whether the file says that it is one of these, rather than one that needs a passphrase. */
    public static boolean is(Path file) throws IOException {
        return new String(PrivateFile.read(file, KeyEnvelope.LONGEST), StandardCharsets.UTF_8).startsWith(TITLE + "\n");
    }

    /**
     * Opens a key file.
     *
     * @throws KeyFileException where it is none, or others may read it
     */
    public static SigningKey read(Path file) throws IOException {
        byte[] content = PrivateFile.read(file, LONGEST);
        Matcher parts = TEXT.matcher(new String(content, StandardCharsets.UTF_8));
        Arrays.fill(content, (byte) 0);
        if (!parts.matches()) {
            throw malformed(file);
        }
        byte[] seed = Base64.getUrlDecoder().decode(parts.group(2));
        try (SecretBytes secret = SecretBytes.copyOf(seed)) {
            return SigningKey.of(secret, VerifyingKey.parse(parts.group(1)));
        } catch (IllegalArgumentException e) {
            throw malformed(file);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static KeyFileException malformed(Path file) {
        return new KeyFileException(
                Reason.MALFORMED,
                file,
                "this is not a private key that Wardround keeps without a passphrase, or it is damaged; restore it from a backup");
    }
}
