package org.wardround.core.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of a key file: five lines that say whose key it is and how the last of them is encrypted. The lines above it are authenticated with it, so
 * that no character of the file can be changed unnoticed.
 *
 * <pre>
 * wardround-private-key 1
 * key ed25519:PUBLIC
 * derivation PBKDF2-HMAC-SHA512 ITERATIONS SALT      16 bytes
 * cipher AES-256-GCM NONCE                           12 bytes
 * secret CIPHERTEXT                                  32 bytes of seed, 16 of tag
 * </pre>
 *
 * Bytes are in base64url without padding; the passphrase is taken as UTF-8. PKCS#8 was not taken because its encryption in the JDK refuses every
 * passphrase with a letter outside ASCII and has no tag.
 */
final class KeyEnvelope {
    static final int LONGEST = 1024;

    /** OWASP's least for PBKDF2-HMAC-SHA512, 2023. */
    private static final int ITERATIONS = 210_000;

    private static final int FEWEST_ITERATIONS = 10_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;

    private static final Pattern TEXT = Pattern.compile("""
            (?<head>wardround-private-key 1
            key (?<key>ed25519:[A-Za-z0-9_-]{43})
            derivation PBKDF2-HMAC-SHA512 (?<iterations>[1-9][0-9]{0,7}) (?<salt>[A-Za-z0-9_-]{22})
            cipher AES-256-GCM (?<nonce>[A-Za-z0-9_-]{16})
            )secret (?<secret>[A-Za-z0-9_-]{64})
            """);

    private final Matcher parts;

    private KeyEnvelope(Matcher parts) {
        this.parts = parts;
    }

    /** Empty where the text is no key file. */
    static Optional<KeyEnvelope> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(parts.group("iterations"));
        return iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS
                ? Optional.empty()
                : Optional.of(new KeyEnvelope(parts));
    }

    /** @throws IllegalArgumentException where the file names what is no public key */
    VerifyingKey owner() {
        return VerifyingKey.parse(parts.group("key"));
    }

    /** The key; empty where the passphrase is wrong or the text was changed, which look the same. */
    Optional<SigningKey> open(Passphrase passphrase) {
        byte[] seed = new byte[0];
        try {
            SecretKeySpec key = derive(passphrase, decoded("salt"), Integer.parseInt(parts.group("iterations")));
            seed = crypt(Cipher.DECRYPT_MODE, key, decoded("nonce"), parts.group("head"), decoded("secret"));
            try (SecretBytes secret = SecretBytes.copyOf(seed)) {
                return Optional.of(SigningKey.of(secret, owner()));
            }
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw incomplete(e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The text that holds {@code key}, with a fresh salt and nonce. */
    static String seal(SigningKey key, Passphrase passphrase) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        String head = """
                wardround-private-key 1
                key %s
                derivation PBKDF2-HMAC-SHA512 %d %s
                cipher AES-256-GCM %s
                """.formatted(key.verifyingKey(), ITERATIONS, encoded(salt), encoded(nonce));
        try (SecretBytes secret = key.seed()) {
            byte[] seed = secret.read(SecretAccess.granted());
            try {
                SecretKeySpec wrapping = derive(passphrase, salt, ITERATIONS);
                return head + "secret " + encoded(crypt(Cipher.ENCRYPT_MODE, wrapping, nonce, head, seed)) + "\n";
            } finally {
                Arrays.fill(seed, (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            throw incomplete(e);
        }
    }

    private static SecretKeySpec derive(Passphrase passphrase, byte[] salt, int iterations)
            throws GeneralSecurityException {
        char[] characters = passphrase.read(SecretAccess.granted());
        PBEKeySpec specification = new PBEKeySpec(characters, salt, iterations, KEY_BITS);
        Arrays.fill(characters, '\0');
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(specification)
                    .getEncoded();
            SecretKeySpec key = new SecretKeySpec(derived, "AES");
            Arrays.fill(derived, (byte) 0);
            return key;
        } finally {
            specification.clearPassword();
        }
    }

    private static byte[] crypt(int mode, SecretKeySpec key, byte[] nonce, String head, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(input);
    }

    private byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(parts.group(part));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static IllegalStateException incomplete(GeneralSecurityException cause) {
        return new IllegalStateException("this Java platform has no AES-GCM or no PBKDF2 with SHA-512", cause);
    }
}
