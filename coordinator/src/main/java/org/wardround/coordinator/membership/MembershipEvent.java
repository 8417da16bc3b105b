package org.wardround.coordinator.membership;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.trust.Pem;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.roster.RosterFile;

/**
 * What happens to a federation's membership. The names of the records are those in the journal and never change; a payload is words with one blank between them, in the
 * order of the record, bytes in base64url. No payload holds a token or a private key.
 */
sealed interface MembershipEvent {
    /** A roster that holds after the one before it. */
    record RosterAdopted(SignedRoster roster) implements MembershipEvent {}

    /** @param digest SHA-256 of the token */
    record TokenMade(SiteId site, Sha256 digest, Instant expires) implements MembershipEvent {}

    /** A token was used. @param enrolment SHA-256 of what the site signed */
    record SiteEnrolled(SiteId site, Sha256 token, Sha256 enrolment, VerifyingKey identity, X509Certificate certificate)
            implements MembershipEvent {}

    /** @param identity whose enrolment it goes back to */
    record CertificateRenewed(SiteId site, VerifyingKey identity, X509Certificate certificate)
            implements MembershipEvent {}

    /** @param certificate SHA-256 in DER */
    record CertificateRevoked(Sha256 certificate) implements MembershipEvent {}

    /** All certificates and tokens of the site so far. @param id of the request, so that it counts once */
    record SiteRevoked(SiteId site, String id) implements MembershipEvent {}

    default Event toEvent() {
        return new Event(getClass().getSimpleName(), Bytes.of(payload()));
    }

    /** The payload's text. */
    default String payload() {
        if (this instanceof RosterAdopted adopted) {
            return words(
                    encoded(adopted.roster().bytes()),
                    encoded(adopted.roster().signatures().text().getBytes(StandardCharsets.UTF_8)));
        } else if (this instanceof TokenMade made) {
            return words(made.site(), made.digest(), made.expires().toEpochMilli());
        } else if (this instanceof SiteEnrolled enrolled) {
            return words(
                    enrolled.site(),
                    enrolled.token(),
                    enrolled.enrolment(),
                    enrolled.identity(),
                    encoded(Pem.encoded(enrolled.certificate())));
        } else if (this instanceof CertificateRenewed renewed) {
            return words(renewed.site(), renewed.identity(), encoded(Pem.encoded(renewed.certificate())));
        } else if (this instanceof CertificateRevoked revoked) {
            return words(revoked.certificate());
        } else if (this instanceof SiteRevoked revoked) {
            return words(revoked.site(), revoked.id());
        }
        throw new IllegalStateException("a kind of event without payload");
    }

    /**
     * Reads what {@link #payload} wrote.
     *
     * @throws IllegalArgumentException where it is no event, or one of a kind that this version does not know
     */
    static MembershipEvent parse(String type, String payload) {
        String[] words = payload.split(" ", -1);
        try {
            return switch (type + "/" + words.length) {
                case "RosterAdopted/2" ->
                    new RosterAdopted(RosterFile.read(Path.of("roster"), decoded(words[0]), decoded(words[1])));
                case "TokenMade/3" ->
                    new TokenMade(
                            new SiteId(words[0]), new Sha256(words[1]), Instant.ofEpochMilli(Long.parseLong(words[2])));
                case "SiteEnrolled/5" ->
                    new SiteEnrolled(
                            new SiteId(words[0]),
                            new Sha256(words[1]),
                            new Sha256(words[2]),
                            VerifyingKey.parse(words[3]),
                            Pem.certificate(decoded(words[4])));
                case "CertificateRenewed/3" ->
                    new CertificateRenewed(
                            new SiteId(words[0]), VerifyingKey.parse(words[1]), Pem.certificate(decoded(words[2])));
                case "CertificateRevoked/1" -> new CertificateRevoked(new Sha256(words[0]));
                case "SiteRevoked/2" -> new SiteRevoked(new SiteId(words[0]), words[1]);
                default ->
                    throw new IllegalArgumentException(
                            "'%s' with %d words is no event that this version knows".formatted(type, words.length));
            };
        } catch (ProblemsException | DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String words(Object... words) {
        StringBuilder text = new StringBuilder();
        for (Object word : words) {
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
        return text.toString();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String word) {
        return Base64.getUrlDecoder().decode(word);
    }
}
