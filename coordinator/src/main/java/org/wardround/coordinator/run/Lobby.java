package org.wardround.coordinator.run;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.v1.Signed;

/** Who was invited to a run, and what they said. Not thread-safe. */
final class Lobby {
    private final SortedMap<SiteId, VerifyingKey> invited;
    private final SortedMap<SiteId, Signed> joined = new TreeMap<>();
    private final SortedMap<SiteId, RoundOutcome.Loss> declined = new TreeMap<>();

    Lobby(SortedMap<SiteId, VerifyingKey> invited) {
        this.invited = invited;
    }

    void join(SiteId site, Signed yes) {
        joined.put(site, yes);
    }

    void decline(SiteId site, RoundOutcome.Loss no) {
        declined.put(site, no);
    }

    boolean hasJoined(SiteId site) {
        return joined.containsKey(site);
    }

    boolean hasDeclined(SiteId site) {
        return declined.containsKey(site);
    }

    /** Invited, and has said nothing yet. */
    boolean waitsFor(SiteId site) {
        return invited.containsKey(site) && !hasJoined(site) && !hasDeclined(site);
    }

    boolean isComplete() {
        return joined.size() + declined.size() == invited.size();
    }

    SortedMap<SiteId, Signed> joined() {
        return joined;
    }

    SortedSet<SiteId> sites() {
        return new TreeSet<>(joined.keySet());
    }

    SortedMap<SiteId, RoundOutcome.Loss> declined() {
        return declined;
    }

    /** Why nobody is there, for people. */
    String absences() {
        return invited.keySet().stream()
                .filter(site -> !hasJoined(site))
                .map(site -> {
                    RoundOutcome.Loss no = declined.get(site);
                    return site + (no == null ? " has not answered" : " declined, " + no.reason());
                })
                .collect(Collectors.joining("; "));
    }

    /** The key of an invited site; UNKNOWN_RUN for all others. */
    VerifyingKey key(SiteId site) {
        VerifyingKey known = invited.get(site);
        if (known == null) {
            throw new FederationException(ErrorCode.UNKNOWN_RUN, "the site is not invited to a run of that name");
        }
        return known;
    }
}
