package org.wardround.data.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts rows by the reason for which they were dropped. Not thread-safe. */
final class Drops {
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** @param reasons all that there can be, in the order in which they are told */
    Drops(List<String> reasons) {
        reasons.forEach(reason -> counts.put(reason, 0));
    }

    void count(String reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    /** Those that dropped something. */
    Map<String, Integer> toMap() {
        Map<String, Integer> some = new LinkedHashMap<>(counts);
        some.values().removeIf(count -> count == 0);
        return some;
    }
}
