package org.wardround.coordinator.run;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.publish.RingsUsed;
import org.wardround.publish.RoundHistory;

/**
 * How a run went, for people to read.
 *
 * @param sites that joined
 * @param leftOut sites that were invited and did not join, with the reason
 * @param history of its training rounds
 * @param rings in which sums were taken
 * @param audit lines of JSON that say what was opened in each round and how it ended
 */
public record RunStory(
        Instant started,
        Instant ended,
        SortedSet<SiteId> sites,
        SortedMap<SiteId, String> leftOut,
        RoundHistory history,
        RingsUsed rings,
        List<String> audit) {
    public RunStory {
        sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
        audit = List.copyOf(audit);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }
}
