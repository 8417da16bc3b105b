package org.wardround.core.aggregate;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;

/** Counts for each site in how many parameters its value is among the outermost ones. Not thread-safe. */
final class Outermost {
    private final int eachEnd;
    private final long[] counts;

    /**
     * @param eachEnd how many values at each end count as outermost
     */
    Outermost(int sites, int eachEnd) {
        this.eachEnd = eachEnd;
        this.counts = new long[sites];
    }

    /**
     * @param values of one parameter, by site
     * @param sorted the same, ascending
     */
    void count(double[] values, double[] sorted) {
        if (eachEnd == 0) {
            return;
        }
        double low = sorted[eachEnd - 1];
        double high = sorted[sorted.length - eachEnd];
        // Where many values are alike, as zeros are, none of them stands out.
        boolean lowStands = low < sorted[eachEnd];
        boolean highStands = high > sorted[sorted.length - eachEnd - 1];
        for (int i = 0; i < values.length; i++) {
            if ((lowStands && values[i] <= low) || (highStands && values[i] >= high)) {
                counts[i]++;
            }
        }
    }

    /** Sites that are outermost in more parameters than half way from the usual share to all. */
    SortedMap<SiteId, Outlier> outliers(SiteChanges changes) {
        SortedMap<SiteId, Outlier> outliers = new TreeMap<>();
        double usual = 2.0 * eachEnd / counts.length;
        for (int i = 0; i < counts.length; i++) {
            double share = (double) counts[i] / changes.length();
            if (share > (1 + usual) / 2) {
                outliers.put(changes.site(i), new Outlier.Trimmed(share, usual));
            }
        }
        return outliers;
    }

    /** Shows the counts' sum. */
    @Override
    public String toString() {
        return "Outermost[%d]".formatted(Arrays.stream(counts).sum());
    }
}
