package org.wardround.data.table;

import java.util.List;
import java.util.Map;
import org.wardround.core.dataset.Flow;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Outcome;

/**
 * A site's cohort and where it comes from. {@code toString} names the site alone. The array is shared, not copied: do not write to it.
 *
 * @param file the source of the rows, as the mapping names it
 * @param table in the order of the file; without rows where none is in the cohort
 * @param lines for each row of the table its line in the file, counted from 1
 * @param patientKeys by the numbers of the table's patients
 */
public record SiteData(SiteId site, String file, Table table, int[] lines, Flow flow, List<String> patientKeys) {
    public SiteData {
        patientKeys = List.copyOf(patientKeys);
    }

    /** What became of a site's rows, of a table that was read elsewhere. @param dropped as {@link Flow} has it */
    public static Flow flow(Table table, int rowsRead, Map<String, Integer> dropped, Outcome outcome) {
        return SiteDataMaker.flow(table, rowsRead, dropped, outcome);
    }

    @Override
    public String toString() {
        return "SiteData[" + site + "]";
    }
}
