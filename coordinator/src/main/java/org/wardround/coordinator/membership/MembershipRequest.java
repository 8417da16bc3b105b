package org.wardround.coordinator.membership;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.wardround.coordinator.membership.MembershipEvent.RosterAdopted;
import org.wardround.coordinator.membership.MembershipEvent.SiteRevoked;
import org.wardround.coordinator.membership.MembershipEvent.TokenMade;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.SecretBytes;
import org.wardround.core.trust.SignedRoster;

/** What the coordinator's operator asks for. It counts once, however often it is carried out. Holds no secret. Immutable. */
public final class MembershipRequest {
    private static final int ID_BYTES = 16;
    private static final String TITLE = "wardround-request 1";

    private final MembershipEvent wanted;

    private MembershipRequest(MembershipEvent wanted) {
        this.wanted = wanted;
    }

    /** That this token lets the site enrol until then. Keeps its SHA-256 only. */
    public static MembershipRequest token(SiteId site, SecretBytes token, Instant expires) {
        return new MembershipRequest(new TokenMade(site, Tokens.digest(token), expires));
    }

    /** That all certificates and tokens of the site count no more. It may enrol again with a new token. */
    public static MembershipRequest revocation(SiteId site) {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return new MembershipRequest(new SiteRevoked(site, HexFormat.of().formatHex(id)));
    }

    /** That this roster takes the place of the one before it. */
    public static MembershipRequest roster(SignedRoster roster) {
        return new MembershipRequest(new RosterAdopted(roster));
    }

    MembershipEvent wanted() {
        return wanted;
    }

    /** As a file holds it. */
    public String text() {
        return "%s\n%s\n%s\n".formatted(TITLE, wanted.getClass().getSimpleName(), wanted.payload());
    }

    /** @throws IllegalArgumentException where it is another text */
    static MembershipRequest parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[0].equals(TITLE) || !lines[3].isEmpty()) {
            throw new IllegalArgumentException("it does not begin with '%s' or has not three lines".formatted(TITLE));
        }
        MembershipEvent wanted = MembershipEvent.parse(lines[1], lines[2]);
        if (wanted instanceof TokenMade || wanted instanceof SiteRevoked || wanted instanceof RosterAdopted) {
            return new MembershipRequest(wanted);
        }
        throw new IllegalArgumentException("nobody can ask for " + lines[1]);
    }
}
