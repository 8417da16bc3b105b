package org.wardround.privacy.memory;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;

/**
 * With whom each vector and each described column of a site was summed. One that was in the sum of one set of sites may be in a sum of that set again, which tells nothing new, and of no other: the difference of two such sums
 * is what some hospitals sent and the rest did not, and where the sets differ by one hospital it is that hospital's vector to the bit. Not thread-safe.
 */
public final class SummedSets {
    private final Map<Sha256, SortedSet<SiteId>> sets = new HashMap<>();
    /** Equal sets are one object: many vectors, few sets. */
    private final Map<SortedSet<SiteId>, SortedSet<SiteId>> shared = new HashMap<>();

    /** Another set with which one of the vectors was summed; empty where there is none, and it may be summed with {@code sites}. */
    public Optional<SortedSet<SiteId>> otherThan(Collection<Sha256> marks, SortedSet<SiteId> sites) {
        return marks.stream()
                .filter(sets::containsKey)
                .map(sets::get)
                .filter(set -> !set.equals(sites))
                .findFirst();
    }

    /** Those that were in no sum yet, in their order. */
    public List<Sha256> unknown(Collection<Sha256> marks) {
        return marks.stream().filter(mark -> !sets.containsKey(mark)).toList();
    }

    /** From now on these vectors are with these sites. @throws IllegalStateException where one was summed with others */
    public void add(Collection<Sha256> marks, SortedSet<SiteId> sites) {
        if (otherThan(marks, sites).isPresent()) {
            throw new IllegalStateException("a vector that was summed with other sites is not to be summed with these");
        }
        SortedSet<SiteId> set =
                shared.computeIfAbsent(Collections.unmodifiableSortedSet(new TreeSet<>(sites)), same -> same);
        marks.forEach(mark -> sets.put(mark, set));
    }
}
