package org.wardround.simulation;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.Sites;
import org.wardround.core.study.TrainingSpec;
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
            throw new FederationException(
                    ErrorCode.TOO_FEW_SITES,
                    "no site can take part: %s; lower data.minimumPatients, or see with `wardround data check` why rows were dropped"
                            .formatted(inWords(leftOut)));
        }
        return new Participation(included, leftOut);
    }

    /** Refuses a quorum that no round can meet. */
    void requireQuorum(TrainingSpec training) {
        int asked = Sites.select(training.strategy().selection(), new TreeSet<>(included.keySet()), 0, 1)
                .size();
        if (training.quorum() > asked) {
            String others = leftOut.isEmpty() ? "" : "; left out: " + inWords(leftOut);
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "training.quorum is %d, and %d of %d sites are asked in a round%s: lower the quorum, or add sites"
                            .formatted(training.quorum(), asked, included.size(), others));
        }
    }

    private static String inWords(SortedMap<SiteId, String> leftOut) {
        return leftOut.entrySet().stream()
                .map(entry -> "%s (%s)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
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
