package org.wardround.cli.command;

import java.io.PrintStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;

/** What a run would warn of or refuse, seen before it. */
final class DataWarnings {
    private DataWarnings() {}

    /** Tells them, and returns whether a run would be refused. */
    static boolean tell(DataDictionary dictionary, MappedData.Sites sites, PrintStream err) {
        boolean refused = false;
        for (SiteData site : sites.sites().values()) {
            int patients = site.flow().patients();
            if (patients == 0) {
                err.println(
                        "error: %s: no row is in the cohort; see what was dropped, or take the site out of the mapping"
                                .formatted(site.site()));
                refused = true;
            } else if (patients < dictionary.minimumPatients()) {
                err.println("warning: %s: has %d patients in the cohort and the study asks for %d; a run leaves it out"
                        .formatted(site.site(), patients, dictionary.minimumPatients()));
            }
        }
        return refused;
    }
}
