package org.wardround.report.section;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wardround.core.identity.SiteId;
import org.wardround.study.results.Count;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Flow;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.Tables;
import org.wardround.study.results.VariableSummary;

/** Which parts of a report show figures of 1 to 10 patients. */
final class SmallGroups {
    private static final int SMALLEST_PUBLISHED = 11;

    private static final int NAMED_AT_MOST = 6;

    private final Results results;

    SmallGroups(Results results) {
        this.results = results;
    }

    /** A line for each part that has any, with where it has them. */
    List<String> found() {
        Evaluation federated = results.evaluations().federated();
        List<String> found = new ArrayList<>();
        add(found, "flow of records", sites(results.sites(), site -> flow(site.flow())));
        add(found, "case mix", sites(results.sites(), SmallGroups::caseMix));
        add(found, "test rows behind the metrics", sites(federated.sites(), SmallGroups::metrics));
        add(found, "subgroups", subgroups(federated));
        add(found, "confusion matrices", sites(federated.siteTables(), SmallGroups::confusion));
        add(
                found,
                "calibration groups and histograms of predictions",
                sites(federated.siteTables(), SmallGroups::scores));
        if (confusion(federated.overallTables()) || scores(federated.overallTables())) {
            found.add("counts over all hospitals together");
        }
        return found;
    }

    private static void add(List<String> found, String part, List<String> where) {
        if (!where.isEmpty()) {
            String names = where.size() > NAMED_AT_MOST ? "%d of them".formatted(where.size()) : Prose.list(where);
            found.add(part + " (" + names + ")");
        }
    }

    private static <T> List<String> sites(Map<SiteId, T> bySite, Predicate<T> isSmall) {
        return bySite.entrySet().stream()
                .filter(entry -> isSmall.test(entry.getValue()))
                .map(entry -> entry.getKey().words())
                .toList();
    }

    private List<String> subgroups(Evaluation federated) {
        Names names = Names.of(results);
        return federated.subgroups().entrySet().stream()
                .filter(variable -> variable.getValue().values().stream().anyMatch(SmallGroups::metrics))
                .map(variable -> names.title(variable.getKey()))
                .toList();
    }

    private static boolean flow(Flow flow) {
        SideCounts rows = flow.split().rows();
        SideCounts events = flow.split().events();
        boolean sides = Stream.of(rows, events)
                .anyMatch(side -> isSmall(side.train()) || isSmall(side.validation()) || isSmall(side.test()));
        return sides || isSmall(flow.inCohort()) || flow.dropped().stream().anyMatch(drop -> isSmall(drop.rows()));
    }

    private static boolean caseMix(SiteResult site) {
        if (site.flow().inCohort().isSuppressed()) {
            return false;
        }
        int rows = site.flow().inCohort().value();
        return site.variables().values().stream()
                .anyMatch(variable -> isSmall(Math.round(variable.missing() * rows)) || codes(variable, rows));
    }

    private static boolean codes(VariableSummary variable, int rows) {
        double present = rows * (1 - variable.missing());
        return variable instanceof VariableSummary.Codes codes
                && codes.shares().values().stream().anyMatch(share -> isSmall(Math.round(share * present)));
    }

    private static boolean metrics(Metrics metrics) {
        return metrics.values().values().stream().map(MetricValue::n).anyMatch(SmallGroups::isSmall);
    }

    private static boolean confusion(Tables tables) {
        return tables.confusion().counts().stream().flatMap(Collection::stream).anyMatch(SmallGroups::isSmall);
    }

    private static boolean scores(Tables tables) {
        return tables.calibration().stream().anyMatch(bin -> isSmall(bin.n()))
                || Stream.of(
                                tables.scoreHistogram().positives(),
                                tables.scoreHistogram().negatives())
                        .flatMap(Collection::stream)
                        .anyMatch(SmallGroups::isSmall);
    }

    /** A suppressed count does not show. */
    private static boolean isSmall(Count count) {
        return !count.isSuppressed() && isSmall(count.value());
    }

    private static boolean isSmall(long count) {
        return count > 0 && count < SMALLEST_PUBLISHED;
    }
}
