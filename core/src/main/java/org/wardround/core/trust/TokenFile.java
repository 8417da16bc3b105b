package org.wardround.core.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.KeyFileException.Reason;

/**
 * What a site needs for its first call: where the coordinator is, which authority its certificate must come from, and the token. Whoever reads the file can
 * enrol in the site's place, so only its owner may; it is sent by a way that the two people trust.
 *
 * <pre>
 * wardround-token 1
 * coordinator HOST:PORT
 * site NAME
 * expires TIME                                       UTC, whole seconds
 * token TOKEN                                        32 bytes in base64url without padding
 * authority SHA-256                                  of the certificate below in DER
 * -----BEGIN CERTIFICATE-----
 * </pre>
 *
 * @param token 32 bytes, closed by whoever made or read this
 * @param authority which issued the coordinator's certificate
 */
public record TokenFile(
        ServerAddress coordinator, SiteId site, Instant expires, SecretBytes token, X509Certificate authority)
        implements AutoCloseable {
    public static final int TOKEN_BYTES = 32;

    private static final int LONGEST = 16 * 1024;
    private static final Pattern TEXT = Pattern.compile("""
            wardround-token 1
            coordinator (?<coordinator>[^\\s]{3,300})
            site (?<site>[^\\s]{1,64})
            expires (?<expires>[0-9TZ:-]{20})
            token (?<token>[A-Za-z0-9_-]{43})
            authority (?<authority>[0-9a-f]{64})
            (?<certificate>-----BEGIN CERTIFICATE-----[^-]{1,12000}-----END CERTIFICATE-----)
            """);

    public TokenFile {
        expires = expires.truncatedTo(ChronoUnit.SECONDS);
        if (token.sizeBytes() != TOKEN_BYTES) {
            throw new IllegalArgumentException(
                    "a token has %d bytes, got %d".formatted(TOKEN_BYTES, token.sizeBytes()));
        }
    }

    /** Of the certificate in DER: what two people can compare. */
    public Sha256 authorityHash() {
        return Sha256.of(Pem.encoded(authority));
    }

    /**
     * Writes the file whole or not at all, with permissions 0600.
     *
     * @throws KeyFileException where something stands there already
     */
    public void write(Path file) throws IOException {
        KeyFile.requireAbsent(file);
        byte[] bytes = token.read(SecretAccess.granted());
        String text = "wardround-token 1\ncoordinator %s\nsite %s\nexpires %s\ntoken %s\nauthority %s\n%s"
                .formatted(
                        coordinator,
                        site,
                        expires,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        authorityHash(),
                        Pem.certificates(List.of(authority)));
        Arrays.fill(bytes, (byte) 0);
        try {
            PrivateFile.writeNew(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            KeyFile.requireAbsent(file);
            throw e;
        }
    }

    /** @throws KeyFileException where it is no token file, a damaged one, or others may read it */
    public static TokenFile read(Path file) throws IOException {
        byte[] content = PrivateFile.read(file, LONGEST);
        Matcher parts = TEXT.matcher(new String(content, StandardCharsets.UTF_8).replace("\r\n", "\n"));
        Arrays.fill(content, (byte) 0);
        try {
            if (parts.matches()) {
                return read(parts);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Told below: which part is wrong helps nobody who did not write it.
        }
        throw new KeyFileException(
                Reason.MALFORMED,
                file,
                "this is not a token of Wardround, or it is damaged; have it sent again as a file");
    }

    private static TokenFile read(Matcher parts) {
        X509Certificate authority =
                Pem.readCertificates(parts.group("certificate") + "\n").get(0);
        if (!Sha256.of(Pem.encoded(authority)).hex().equals(parts.group("authority"))) {
            throw new IllegalArgumentException("the certificate is not the one that is named");
        }
        byte[] token = Base64.getUrlDecoder().decode(parts.group("token"));
        try {
            return new TokenFile(
                    ServerAddress.parse(parts.group("coordinator")),
                    new SiteId(parts.group("site")),
                    Instant.parse(parts.group("expires")),
                    SecretBytes.copyOf(token),
                    authority);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    /** Wipes the token. */
    @Override
    public void close() {
        token.close();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "a token for %s at %s until %s".formatted(site.words(), coordinator, expires);
    }
}
