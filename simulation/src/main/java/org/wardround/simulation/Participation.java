package org.wardround.simulation;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.data.table.SiteData;

/**
 * Which sites take part: those with enough patients in the cohort, and, where a model is trained, with a training row.
 *
 * @param included their tables
 * @param leftOut the others, with the reason
 */
record Participation(SortedMap<SiteId, Table> included, SortedMap<SiteId, String> leftOut) {
    static Participation of(SortedMap<SiteId, SiteData> sites, int minimumPatients, boolean trains) {
        SortedMap<SiteId, Table> included = new TreeMap<>();
        SortedMap<SiteId, String> leftOut = new TreeMap<>();
        sites.forEach((site, data) -> {
            String reason = reasonAgainst(data.table(), minimumPatients, trains);
            if (reason.isEmpty()) {
                included.put(site, data.table());
            } else {
                leftOut.put(site, reason);
            }
        });
        if (included.isEmpty()) {
            StringBuilder text = new StringBuilder("no site can take part:");
            leftOut.forEach((site, reason) ->
                    text.append(" ").append(site).append(" (").append(reason).append(")"));
            text.append("; `wardround data check` shows why rows were dropped");
            throw new FederationException(ErrorCode.TOO_FEW_SITES, text.toString());
        }
        return new Participation(included, leftOut);
    }

    private static String reasonAgainst(Table table, int minimumPatients, boolean trains) {
        if (table.sides().size() < minimumPatients) {
            return "fewer than the study's minimum of %d patients in the cohort".formatted(minimumPatients);
        }
        if (trains && table.rowsOn(Side.TRAIN).length == 0) {
            return "no patient on the training side of the split";
        }
        return "";
    }
}
