package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.report.markup.Element;
import org.wardround.study.results.AcceptanceResult;
import org.wardround.study.results.AcceptanceResult.Outcome;
import org.wardround.study.results.Results;

/** Whether the model is what the study had asked for, criterion by criterion. */
final class AcceptanceSection implements Section {
    @Override
    public String id() {
        return "acceptance";
    }

    @Override
    public String title() {
        return "Criteria of acceptance";
    }

    @Override
    public List<Element> of(Results results) {
        if (results.acceptance().isEmpty()) {
            return List.of();
        }
        DataTable table = new DataTable("acceptance", "What the study asked of the model")
                .head(List.of("Criterion", "Outcome", "Why"));
        for (AcceptanceResult result : results.acceptance()) {
            table.row(words(result.criterion(), results), cells(word(result.outcome()), result.because()));
            if (result.figures().size() > 1) {
                result.figures()
                        .forEach(judged ->
                                table.row(judged.where(), true, cells(word(judged.outcome()), judged.because())));
            }
        }
        return List.of(
                Prose.table(
                        table.build(),
                        "Named in the study before it ran, and part of its hash. Met: the whole 95 % interval lies on the right side of the threshold, its end included; not met: the whole interval lies on the wrong side; otherwise the test rows cannot tell. Intervals are not corrected for the number of criteria or groups."));
    }

    /** For the answer in short. */
    static Optional<String> inShort(Results results) {
        int all = results.acceptance().size();
        if (all == 0) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            long count = results.acceptance().stream()
                    .filter(result -> result.outcome() == outcome)
                    .count();
            if (count > 0) {
                parts.add(count + " " + outcome.jsonName());
            }
        }
        return Optional.of("Of the study’s %s: %s."
                .formatted(all == 1 ? "criterion of acceptance" : all + " criteria of acceptance", Prose.list(parts)));
    }

    private static List<Element> cells(String outcome, String why) {
        return List.of(
                DataTable.cell(outcome).with("class", "words"),
                DataTable.cell(why).with("class", "words"));
    }

    private static String words(AcceptanceCriterion criterion, Results results) {
        Names names = Names.of(results);
        String limit = (criterion.limit() instanceof Limit.AtLeast ? "at least " : "at most ")
                + Figures.quantity(criterion.limit().value());
        String where;
        if (criterion.over() instanceof Over.Group group) {
            where = group.value().isEmpty()
                    ? "in every group by " + names.title(group.variable())
                    : "where %s is %s".formatted(names.title(group.variable()), group.value());
        } else {
            where = criterion.over() instanceof Over.All ? "over all sites together" : "at every hospital";
        }
        return "%s %s, %s".formatted(MetricWords.of(criterion.metric()).name(), limit, where);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case MET -> "✓ met";
            case NOT_MET -> "✗ not met";
            case CANNOT_TELL -> "? cannot tell";
        };
    }
}
