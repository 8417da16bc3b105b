package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.report.markup.Element;
import org.wardround.study.results.AggregationInfo;
import org.wardround.study.results.RoundResult;
import org.wardround.study.results.Training;

/** How changes became one where that was not a plain mean, and whose changes stood apart. */
final class OutlierTable {
    private OutlierTable() {}

    static List<Element> of(AggregationInfo aggregation, Training training) {
        List<Element> content = new ArrayList<>();
        String bounds = bounds(training);
        if (aggregation.clip() != AggregationInfo.Clip.NONE) {
            content.add(Prose.paragraph(clipped(aggregation.clip()) + (aggregation.perSite() ? "" : bounds)));
        }
        if (aggregation.perSite()) {
            content.add(Prose.paragraph(
                    "Each hospital’s change was read in the clear and aggregated by %s (%s).%s Losses are medians over hospitals, weighted by rows. Not guarded: counts, means and spreads taken before training."
                            .formatted(aggregation.type(), words(aggregation.type()), bounds)));
        }
        SortedMap<SiteId, List<RoundResult>> apart = new TreeMap<>();
        training.rounds()
                .forEach(round -> round.step()
                        .outliers()
                        .keySet()
                        .forEach(site -> apart.computeIfAbsent(site, name -> new ArrayList<>())
                                .add(round)));
        if (!apart.isEmpty()) {
            content.add(table(apart, training.rounds().size()));
            content.add(
                    Prose.note(
                            "A change that stands apart can come from other patients, other units, a fault, or ill will: the figures do not tell which. Every round is in results.json and audit.jsonl."));
        }
        return content;
    }

    private static Element table(SortedMap<SiteId, List<RoundResult>> apart, int rounds) {
        DataTable table = new DataTable("rounds", "Hospitals whose change stood apart")
                .head(List.of("Hospital", "Rounds", "In the last of them"));
        apart.forEach((site, found) -> {
            RoundResult last = found.get(found.size() - 1);
            String reason = last.step().outliers().getOrDefault(site, "");
            table.row(
                    site.name(),
                    List.of(
                            DataTable.cell("%d of %d".formatted(found.size(), rounds)),
                            DataTable.cell("Round %d: %s".formatted(last.number(), reason))
                                    .with("class", "words")));
        });
        return table.build();
    }

    private static String clipped(AggregationInfo.Clip clip) {
        String bound = clip == AggregationInfo.Clip.ADAPTIVE
                ? "a bound that follows the share of the hospitals within it"
                : "the study’s bound";
        return "Each hospital scaled its own change down to %s. This binds honest hospitals only: under a sum nobody can check it."
                .formatted(bound);
    }

    private static String bounds(Training training) {
        List<RoundResult> bounded = training.rounds().stream()
                .filter(round -> Double.isFinite(round.step().bound()))
                .toList();
        if (bounded.isEmpty()) {
            return "";
        }
        RoundResult last = bounded.get(bounded.size() - 1);
        return " The bound was %s in round %d and %s in round %d."
                .formatted(
                        Figures.quantity(bounded.get(0).step().bound()),
                        bounded.get(0).number(),
                        Figures.quantity(last.step().bound()),
                        last.number());
    }

    private static String words(String type) {
        return switch (type) {
            case "median" -> "for each parameter the median";
            case "trimmedMean" -> "for each parameter the mean without the outermost values";
            case "multiKrum" -> "the mean of the changes nearest to each other";
            case "boundedMean" ->
                "the mean weighted by rows, each change scaled down to a bound that follows all hospitals’";
            default -> "see the study file";
        };
    }
}
