package org.wardround.site.approval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.dossier.Dossier;
import org.wardround.site.dossier.Setting;

/**
 * What an approval was given upon. When any of it changes, the approval no longer fits. Immutable.
 *
 * @param roster SHA-256 of the accepted roster's bytes
 * @param peers the other sites with their keys
 * @param dossier digest of what was read; since a dossier follows from the policy too, another policy is another binding
 */
public record Binding(Sha256 roster, SortedMap<SiteId, VerifyingKey> peers, Sha256 dossier) {
    public Binding {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    }

    public static Binding of(Setting setting, Dossier dossier) {
        SortedMap<SiteId, VerifyingKey> peers = new TreeMap<>();
        for (Roster.Site site : setting.peers()) {
            peers.put(site.id(), site.key());
        }
        return new Binding(setting.roster().hash(), peers, dossier.digest());
    }

    /** What is otherwise now, one line each; none where nothing is. */
    List<String> changes(Binding now) {
        List<String> changes = new ArrayList<>();
        peers.forEach((site, key) -> {
            VerifyingKey other = now.peers.get(site);
            if (other == null) {
                changes.add("%s was among the peers and is no longer".formatted(site.words()));
            } else if (!other.equals(key)) {
                changes.add("the key of %s was %s and is %s"
                        .formatted(site.words(), key.fingerprint(), other.fingerprint()));
            }
        });
        now.peers.forEach((site, key) -> {
            if (!peers.containsKey(site)) {
                changes.add("%s was not among the peers and is now".formatted(site.words()));
            }
        });
        if (!roster.equals(now.roster)) {
            changes.add("the roster had the hash %s and has %s".formatted(roster, now.roster));
        }
        if (!dossier.equals(now.dossier)) {
            changes.add("the dossier had the hash %s and has %s".formatted(dossier, now.dossier));
        }
        return changes;
    }
}
