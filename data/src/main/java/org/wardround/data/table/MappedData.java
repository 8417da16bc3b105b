package org.wardround.data.table;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Study;
import org.wardround.data.DataProblem;
import org.wardround.data.split.Split;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.problem.Problem;

/** What came of a data folder: every site's table, or all that is wrong. */
public sealed interface MappedData {
    /**
     * Every site's table.
     *
     * @param withoutSite reason → rows that belong to no site, because a join or the site column leaves them without one
     * @param sharedPatients sites that seem to hold the same patients, a sentence each
     */
    record Sites(SortedMap<SiteId, SiteData> sites, Map<String, Integer> withoutSite, List<String> sharedPatients)
            implements MappedData {
        /** Sites that share no patient. */
        public Sites(SortedMap<SiteId, SiteData> sites, Map<String, Integer> withoutSite) {
            this(sites, withoutSite, List.of());
        }

        public Sites {
            sharedPatients = List.copyOf(sharedPatients);
            sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
            withoutSite = Collections.unmodifiableMap(new LinkedHashMap<>(withoutSite));
        }

        /** The data of a site that there is. */
        public SiteData site(String name) {
            SiteData data = sites.get(new SiteId(name));
            if (data == null) {
                throw new IllegalArgumentException("no site '%s' among %s".formatted(name, sites.keySet()));
            }
            return data;
        }

        /** Sites that have rows, none of them in the cohort: nothing can be asked of them, so a run refuses them. */
        public List<Problem> emptyCohorts() {
            return sites.values().stream()
                    .filter(site -> site.flow().patients() == 0)
                    .map(Sites::emptyCohort)
                    .toList();
        }

        private static Problem emptyCohort(SiteData site) {
            String reasons = String.join(", ", site.flow().dropped().keySet());
            return DataProblem.of(
                    site.file(),
                    "no row of site '%s' is in the cohort (dropped: %s): correct the file or the mapping, or take the site out of it"
                            .formatted(site.site(), reasons));
        }

        @Override
        public String toString() {
            return "Sites" + sites.keySet();
        }
    }

    /** All that is wrong with the files and the mapping; at least one problem. */
    record Refused(List<Problem> problems) implements MappedData {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Reads with the standard key of the split. */
    static MappedData read(Study study, Mapping mapping, Path folder) {
        return read(study.data(), mapping, folder, Split.standard());
    }

    /**
     * Applies the mapping to the files of a folder. A value that doesn't fit the dictionary is a problem, also in a row that would have been
     * dropped for another reason. Holds the cohort in memory, and of the source one row at a time.
     *
     * <p>Where the mapping names no patient column, each row is a patient, whose key is {@code FILE#NUMBER}: the file's name without
     * {@code .gz} and the row's number in it. Such a patient keeps its side while rows are only added at the end of the file.
     */
    static MappedData read(DataDictionary dictionary, Mapping mapping, Path folder, Split split) {
        return new MappingReader(dictionary, mapping, folder, split).read();
    }
}
