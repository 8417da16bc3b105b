package org.wardround.core.trust;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** An Ed25519 signature: 64 bytes, of which only {@link VerifyingKey#verifies} knows whether they fit. Immutable. */
public final class Signature {
    public static final int SIZE_BYTES = 64;

    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{86}");

    private final byte[] bytes;

    private Signature(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException where there are not 64 bytes */
    public static Signature of(byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a signature has %d bytes, got %d".formatted(SIZE_BYTES, bytes.length));
        }
        return new Signature(bytes.clone());
    }

    /**
     * Reads the form that {@link #toString} writes.
     *
     * @throws IllegalArgumentException where {@code text} is no signature
     */
    public static Signature parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a signature is 86 letters, digits, _ or -, got %d characters that are not"
                            .formatted(text.length()));
        }
        Signature signature = new Signature(Base64.getUrlDecoder().decode(text));
        if (!signature.toString().equals(text)) {
            throw new IllegalArgumentException("this signature has a last character that it can't have; copy it again");
        }
        return signature;
    }

    /** The 64 bytes, copied. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature signature && Arrays.equals(bytes, signature.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in base64url without padding. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
