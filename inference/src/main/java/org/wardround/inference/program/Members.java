package org.wardround.inference.program;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;

/**
 * The sites that a program runs over, and the tables that are at hand: all of them in a simulation, a hospital's own at the hospital, none at the coordinator.
 * The program asks the same questions whoever runs it; only who has a table can answer. {@code toString} names the sites alone.
 */
public record Members(SortedSet<SiteId> sites, SortedMap<SiteId, Table> atHand) {
    public Members {
        sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
        atHand = Collections.unmodifiableSortedMap(new TreeMap<>(atHand));
        if (sites.isEmpty() || !sites.containsAll(atHand.keySet())) {
            throw new IllegalArgumentException(
                    "tables of %s at hand, and the sites are %s".formatted(atHand.keySet(), sites));
        }
    }

    /** Sites whose tables are all at hand. */
    public static Members of(SortedMap<SiteId, Table> tables) {
        return new Members(new TreeSet<>(tables.keySet()), tables);
    }

    public int size() {
        return sites.size();
    }

    /** The table of a site that has to answer. */
    public Table table(SiteId site) {
        return BySite.get(atHand, site);
    }

    @Override
    public String toString() {
        return "Members" + sites;
    }
}
