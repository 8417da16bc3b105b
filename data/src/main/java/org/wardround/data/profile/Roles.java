package org.wardround.data.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wardround.core.identity.SiteId;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;

/** Columns that say something about the rows and are no variables: whose they are, whose patient, and which side of a published split. */
record Roles(Optional<String> site, Optional<String> patient, Optional<String> split) {
    private static final int INVENTED_SITES = 3;
    private static final int ROWS_OF_A_SITE = 20;
    private static final double FEW_WITHOUT_SITE = 0.05;

    static Roles among(List<ColumnSummary> columns) {
        return new Roles(
                first(columns, Roles::couldBeSite),
                first(columns, column -> ColumnNames.isPatient(column.name()) && column.missingShare() == 0),
                first(columns, Roles::couldBeSplit));
    }

    /** Column → why it is not a variable. */
    Map<String, String> leftOut() {
        Map<String, String> leftOut = new LinkedHashMap<>();
        site.ifPresent(name -> leftOut.put(name, "it says whose the rows are; the mapping uses it"));
        patient.ifPresent(name -> leftOut.put(name, "it numbers the patients; the mapping uses it"));
        split.ifPresent(name -> leftOut.put(name, "it says who trains and who is tested; the mapping uses it"));
        return leftOut;
    }

    /** By the column of sites, else divided among invented ones. */
    Source source(SourceFile file) {
        return site.<Source>map(name -> new Source.SiteColumn(file, ColumnReference.named(name), ""))
                .orElseGet(() -> new Source.Divided(file, new Division(INVENTED_SITES, new Division.Rule.Iid(), 1)));
    }

    ColumnReference patientColumn() {
        return patient.map(ColumnReference::named).orElse(ColumnReference.NONE);
    }

    SplitSource splitSource() {
        return split.<SplitSource>map(name -> new SplitSource.Column(ColumnReference.named(name)))
                .orElseGet(SplitSource.Hashed::new);
    }

    private static boolean couldBeSite(ColumnSummary column) {
        return ColumnNames.isSite(column.name())
                && column.missingShare() < FEW_WITHOUT_SITE
                && column.codesWithRows(ROWS_OF_A_SITE) > 1
                && column.codes().stream().allMatch(SiteId::isValid);
    }

    private static boolean couldBeSplit(ColumnSummary column) {
        return ColumnNames.isSplit(column.name())
                && column.present() > 0
                && column.codes().stream().allMatch(code -> code.matches("(?i)(train|val|test).*"))
                && column.codes().stream().anyMatch(code -> code.matches("(?i)train.*"))
                && column.codes().stream().anyMatch(code -> code.matches("(?i)test.*"));
    }

    private static Optional<String> first(List<ColumnSummary> columns, Predicate<ColumnSummary> role) {
        return columns.stream().filter(role).map(ColumnSummary::name).findFirst();
    }
}
