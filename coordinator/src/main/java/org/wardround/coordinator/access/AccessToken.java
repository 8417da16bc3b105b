package org.wardround.coordinator.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wardround.core.identity.Sha256;

/** A token as text: 256 random bits behind a word by which scanners for secrets know it. Stateless. */
public final class AccessToken {
    private static final String BEGINNING = "wardround_";
    private static final int BYTES = 32;
    private static final Pattern TEXT = Pattern.compile(BEGINNING + "[A-Za-z0-9_-]{43}");

    private AccessToken() {}

    /** The bytes of a new token's text, which the caller overwrites when they are written. */
    public static byte[] fresh() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(random);
        byte[] beginning = BEGINNING.getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(beginning, beginning.length + encoded.length);
        System.arraycopy(encoded, 0, text, beginning.length, encoded.length);
        Arrays.fill(random, (byte) 0);
        Arrays.fill(encoded, (byte) 0);
        return text;
    }

    /** What is kept of a token. */
    public static Sha256 digest(byte[] text) {
        return Sha256.of(text);
    }

    /** The digest of the token in an {@code Authorization} header; empty where the header bears none. */
    public static Optional<Sha256> ofHeader(String header) {
        String bearer = "Bearer ";
        if (!header.regionMatches(true, 0, bearer, 0, bearer.length())) {
            return Optional.empty();
        }
        String token = header.substring(bearer.length()).strip();
        return TEXT.matcher(token).matches()
                ? Optional.of(digest(token.getBytes(StandardCharsets.US_ASCII)))
                : Optional.empty();
    }
}
