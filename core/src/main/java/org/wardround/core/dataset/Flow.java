package org.wardround.core.dataset;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a site's rows. A row that could be dropped for several reasons is counted under the first: join, patient key, outcome,
 * variables in the order of the dictionary, cohort, published split. {@code toString} shows no counts.
 *
 * @param rowsRead rows of the site in the source, header and empty lines not counted; the dropped ones and the cohort's
 * @param dropped reason → rows, in the order in which reasons are asked; reasons that dropped nothing are left out
 * @param rows in the cohort
 * @param patients in the cohort
 * @param sides every side, also those without rows
 */
public record Flow(int rowsRead, Map<String, Integer> dropped, int rows, int patients, Map<Side, SideFlow> sides) {
    public Flow {
        dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
        sides = Collections.unmodifiableMap(new EnumMap<>(sides));
    }

    /** Rows that were read and are not in the cohort. */
    public int rowsDropped() {
        return dropped.values().stream().mapToInt(Integer::intValue).sum();
    }

    public SideFlow side(Side side) {
        return sides.getOrDefault(side, new SideFlow(0, 0, List.of()));
    }

    @Override
    public String toString() {
        return "Flow";
    }
}
