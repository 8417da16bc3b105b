package org.wardround.cli.command;

import java.io.PrintStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;

/** What a run would warn of, seen before it. */
final class DataWarnings {
    private DataWarnings() {}

    static void tell(DataDictionary dictionary, MappedData.Sites sites, PrintStream err) {
        sites.sharedPatients().forEach(sentence -> err.println("warning: " + sentence));
        for (SiteData site : sites.sites().values()) {
            int patients = site.flow().patients();
            if (patients > 0 && patients < dictionary.minimumPatients()) {
                err.println(
                        "warning: %s: has fewer patients in the cohort than the %d that the study asks for; a run leaves it out"
                                .formatted(site.site(), dictionary.minimumPatients()));
            }
        }
    }
}
