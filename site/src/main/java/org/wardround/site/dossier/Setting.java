package org.wardround.site.dossier;

import java.util.List;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;

/**
 * Who asks whom, with whom.
 *
 * @param author who signed, as the roster names them
 * @param roster the one that this site has accepted
 * @param site this one, which the roster names
 */
public record Setting(Roster.Person author, SignedRoster roster, SiteId site) {
    public Setting {
        if (roster.roster().sites().stream().noneMatch(member -> member.id().equals(site))) {
            throw new IllegalArgumentException("roster %s does not name this site, %s"
                    .formatted(roster.roster().number(), site));
        }
    }

    /** This site's name in full. */
    String title() {
        return roster.roster().sites().stream()
                .filter(member -> member.id().equals(site))
                .findFirst()
                .orElseThrow()
                .title();
    }

    /** All sites of the roster but this one, sorted. */
    public List<Roster.Site> peers() {
        return roster.roster().sites().stream()
                .filter(member -> !member.id().equals(site))
                .toList();
    }
}
