package org.wardround.inference.program;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;

/**
 * The sites that a program runs over, and the tables that are at hand: all of them in a simulation, a hospital's own at the hospital, none at the coordinator.
 * The program asks the same questions whoever runs it; only who has a table can answer. A hospital's agent whose table is read by another process has no table
 * and knows how many rows it trains on, by which its answers count. {@code toString} names the sites alone.
 *
 * @param trainRows of the sites whose answers are bounded here
 */
public record Members(SortedSet<SiteId> sites, SortedMap<SiteId, Table> atHand, SortedMap<SiteId, Integer> trainRows) {
    public Members {
        sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
        atHand = Collections.unmodifiableSortedMap(new TreeMap<>(atHand));
        trainRows = Collections.unmodifiableSortedMap(new TreeMap<>(trainRows));
        if (sites.isEmpty() || !sites.containsAll(atHand.keySet())) {
            throw new IllegalArgumentException(
                    "tables of %s at hand, and the sites are %s".formatted(atHand.keySet(), sites));
        }
    }

    public Members(SortedSet<SiteId> sites, SortedMap<SiteId, Table> atHand) {
        this(sites, atHand, trainRows(atHand));
    }

    private static SortedMap<SiteId, Integer> trainRows(SortedMap<SiteId, Table> tables) {
        SortedMap<SiteId, Integer> rows = new TreeMap<>();
        tables.forEach((site, table) -> rows.put(site, table.rowsOn(Side.TRAIN).length));
        return rows;
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
