package org.wardround.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
public record Sha256(String hex) implements Comparable<Sha256> {
    private static final int DIGITS = 64;

    public Sha256 {
        if (!isAllowed(hex)) {
            throw new IllegalArgumentException(
                    "a SHA-256 has 64 lower-case hexadecimal digits, got '%s'".formatted(hex));
        }
    }

    // No pattern: long chains make a digest for every line.
    private static boolean isAllowed(String hex) {
        boolean allowed = hex.length() == DIGITS;
        for (int i = 0; i < hex.length() && allowed; i++) {
            char digit = hex.charAt(i);
            allowed = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
        }
        return allowed;
    }

    /** A new digest; every Java platform has SHA-256. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    public static Sha256 of(byte[] content) {
        return ofDigest(newDigest().digest(content));
    }

    /** The digest of the text in UTF-8. */
    public static Sha256 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Closes {@code digest}, which is then reset. */
    public static Sha256 finish(MessageDigest digest) {
        return ofDigest(digest.digest());
    }

    /** The digest as 32 bytes, in a new array. */
    public byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    private static Sha256 ofDigest(byte[] digest) {
        StringBuilder hex = new StringBuilder(DIGITS);
        for (byte b : digest) {
            hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return new Sha256(hex.toString());
    }

    @Override
    public int compareTo(Sha256 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
