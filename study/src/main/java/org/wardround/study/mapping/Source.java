package org.wardround.study.mapping;

import java.util.SortedMap;
import org.wardround.core.identity.SiteId;

/** Which files hold the records, and whose they are. */
public sealed interface Source {
    /** One file for each site. */
    record FilePerSite(SortedMap<SiteId, SourceFile> files) implements Source {}

    /** {@code sites: {file: '*.csv'}}, the default where there is no mapping: each matching file is the site of its name. */
    record FilesNamedBySite(String glob, boolean header, String delimiter) implements Source {}

    /**
     * One file with a column that says whose the row is (a joined column, too).
     *
     * @param pattern regular expression whose first group in the column's text is the site's name; empty: the whole text
     */
    record SiteColumn(SourceFile file, ColumnReference column, String pattern) implements Source {}

    /** One file that is divided among invented sites, for experiments. */
    record Divided(SourceFile file, Division division) implements Source {}
}
