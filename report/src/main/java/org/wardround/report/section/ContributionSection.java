package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Scale;
import org.wardround.report.plot.Series;
import org.wardround.study.results.Comparisons.Differences;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Results;

/** What each hospital's rows did for the common model: the difference to the model that was trained without them. */
final class ContributionSection implements Section {
    private static final String MEANING =
            "What it says: how the common model of this run would have done on everybody’s test rows if the hospital had stayed away. What it does not say: what a hospital’s data are worth. The differences are between two models each; they do not add up, they depend on who else took part (two hospitals with like patients can replace each other, and then neither seems to matter), and an interval that holds 0 means that the test rows cannot tell. They are no scale for payment or credit.";

    @Override
    public String id() {
        return "contribution";
    }

    @Override
    public String title() {
        return "What each hospital’s rows did for the model";
    }

    @Override
    public List<Element> of(Results results) {
        var contribution = results.comparisons().contribution();
        if (contribution.isEmpty()) {
            return List.of();
        }
        Metric primary = results.header().study().plan().primary();
        double margin = results.header().study().plan().margin();
        List<Difference> found = contribution.values().stream()
                .flatMap(differences -> differences.find(primary).stream())
                .toList();
        ForestTable table = new ForestTable(
                new IntervalStrip(scale(found, margin), 0, margin),
                "Federated minus the model without the hospital: %s, all test rows"
                        .formatted(MetricWords.of(primary).name()));
        contribution.forEach((site, differences) -> addSite(table, site.words(), differences, primary));
        String side = primary.higherIsBetter() ? "right" : "left";
        String axis = "Difference in %s; %s of 0: better with the hospital"
                .formatted(MetricWords.of(primary).inText(), side);
        String legend =
                "Paired difference and 95 %% interval on the test rows of all hospitals together, the left-out hospital’s own included. Shaded: the margin of ±%s. Hospitals by name, not by rank."
                        .formatted(Figures.quantity(margin));
        return List.of(Prose.figure(table.build(axis), legend), Prose.paragraph(MEANING));
    }

    private static void addSite(ForestTable table, String site, Differences differences, Metric primary) {
        differences
                .find(primary)
                .ifPresent(difference -> table.row(
                        site,
                        Series.FEDERATED,
                        new ForestTable.Drawn(
                                Values.interval(difference),
                                Values.text(primary, difference),
                                "not defined: it cannot be computed on these test rows")));
    }

    private static Scale scale(List<Difference> differences, double margin) {
        List<Double> ends = new ArrayList<>(List.of(-margin, margin));
        for (Difference difference : differences) {
            ends.add(difference.value());
            ends.add(difference.low());
            ends.add(difference.high());
        }
        return Scale.around(ends);
    }
}
