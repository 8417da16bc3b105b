package org.wardround.coordinator.membership;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.SecretAccess;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.TokenFile;

/**
 * The tokens by which sites may make their first call: 32 random bytes of which only the SHA-256 is kept here, each for one site, one enrolment and a time. The
 * same enrolment again, byte for byte, counts as the one before whose reply was lost. Not thread-safe.
 */
public final class Tokens {
    /** How long a token holds where nobody says otherwise. */
    public static final Duration USUAL_LIFE = Duration.ofHours(24);

    private final Map<Sha256, Token> tokens = new LinkedHashMap<>();

    /** @param use null while it is unused */
    private record Token(
            SiteId site,
            Sha256 digest,
            Instant expires,
            @Nullable Use use) {}

    private record Use(Sha256 enrolment, X509Certificate certificate) {}

    /** What becomes of a token that a site shows. */
    sealed interface Answer {
        /** It is good and unused. */
        record Usable(Sha256 token) implements Answer {}

        /** It was used by this very enrolment, which got this certificate. */
        record Repeated(X509Certificate certificate) implements Answer {}

        /** @param reason for the audit log, never for the caller */
        record Refused(String reason) implements Answer {}
    }

    Tokens() {}

    /** A new token, to be closed by the caller. */
    public static SecretBytes fresh() {
        byte[] bytes = new byte[TokenFile.TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            return SecretBytes.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static Sha256 digest(SecretBytes token) {
        byte[] bytes = token.read(SecretAccess.granted());
        try {
            return Sha256.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Adds a token; one that is known stays as it is. Those that have expired are forgotten. */
    void add(SiteId site, Sha256 digest, Instant expires, Instant now) {
        tokens.values().removeIf(token -> !token.expires().isAfter(now));
        tokens.putIfAbsent(digest, new Token(site, digest, expires, null));
    }

    boolean knows(Sha256 digest) {
        return tokens.containsKey(digest);
    }

    /** @param enrolment SHA-256 of what the site has signed */
    Answer answer(SiteId site, byte[] shown, Sha256 enrolment, Instant now) {
        Optional<Token> found = find(Sha256.of(shown));
        if (found.isEmpty()) {
            return new Answer.Refused("the token is unknown");
        }
        Token token = found.get();
        if (!token.site().equals(site)) {
            return new Answer.Refused(
                    "the token is for %s".formatted(token.site().words()));
        }
        if (!token.expires().isAfter(now)) {
            return new Answer.Refused("the token has expired at " + token.expires());
        }
        Use use = token.use();
        if (use == null) {
            return new Answer.Usable(token.digest());
        }
        return use.enrolment().equals(enrolment)
                ? new Answer.Repeated(use.certificate())
                : new Answer.Refused("the token was used before");
    }

    // Each is compared in full: how long it takes tells nothing about how much fits.
    private Optional<Token> find(Sha256 digest) {
        byte[] wanted = digest.toBytes();
        Token found = null;
        for (Token token : tokens.values()) {
            if (MessageDigest.isEqual(token.digest().toBytes(), wanted)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    void use(Sha256 digest, Sha256 enrolment, X509Certificate certificate) {
        tokens.computeIfPresent(
                digest,
                (key, token) -> new Token(token.site(), digest, token.expires(), new Use(enrolment, certificate)));
    }

    /** Takes back all tokens of a site, used or not. */
    void revoke(SiteId site) {
        tokens.values().removeIf(token -> token.site().equals(site));
    }
}
