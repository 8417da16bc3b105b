package org.wardround.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Results;
import org.wardround.study.results.StudyInfo;

/** What each metric means, how its intervals were computed in this run, and what was noted with them. */
final class MethodSection implements Section {
    private static final String VERDICT =
            "Verdict: on the primary metric, federated minus the hospital’s own model, on the same test rows. Better or worse: a two-sided test finds a difference. Its p is doubled, because each hospital is asked two questions (is there a difference, and is it inside the margin)";
    private static final String TOGETHER =
            ", and then corrected over the tested hospitals by Holm’s method; the result is the adjusted p.";
    private static final String ALONE =
            ", and then multiplied by the number of hospitals in the run (Bonferroni), because a hospital knows no p but its own; the result is the adjusted p, never below the one that Holm’s method would give over all of them.";
    private static final String OTHERWISE =
            " A hospital whose rows allow no comparison that could be trusted is not tested. Equivalent: the whole paired 95 % interval lies inside the margin. Otherwise the data cannot tell, which is not the same as no difference.";

    @Override
    public String id() {
        return "methods";
    }

    @Override
    public String title() {
        return "Methods and definitions";
    }

    @Override
    public List<Element> of(Results results) {
        List<Element> content = new ArrayList<>();
        content.add(Prose.paragraph(design(results)));
        if (!results.evaluations().federated().isNone()) {
            content.add(definitions(results.evaluations().federated()));
        }
        if (!results.verdicts().isEmpty()) {
            content.add(Prose.paragraph(VERDICT + (Home.of(results).isPresent() ? ALONE : TOGETHER) + OTHERWISE));
        }
        return content;
    }

    private static String design(Results results) {
        StudyInfo study = results.header().study();
        String start = "Outcome: %s (%s). Model: %s with %s."
                .formatted(
                        study.outcome().title(),
                        study.outcome().type(),
                        study.plan().modelType(),
                        Figures.counted(results.model().identity().parameters(), "parameter"));
        return start + (Prose.isTrained(results) ? training(results) : validation(results.model()));
    }

    private static String training(Results results) {
        return " Strategy: %s, aggregated by %s, %s; features standardised: %s.%s"
                .formatted(
                        results.header().study().plan().strategy(),
                        results.header().study().plan().aggregation().type(),
                        Figures.counted(results.training().stopping().roundsRun(), "round"),
                        results.model().standardise(),
                        results.evaluations().federated().isNone()
                                ? ""
                                : " Test rows were used for nothing but the figures of this report; early stopping and the threshold see validation rows only.");
    }

    private static String validation(ModelResult model) {
        String threshold = model.threshold().isNone() ? "" : " The threshold came with the model.";
        if (model.recalibration().isNone()) {
            return " Nothing was trained." + threshold;
        }
        return " Nothing was trained." + threshold
                + (model.recalibration().onTestRows()
                        ? " Recalibration was fitted to the test rows themselves, so figures after it are the best that these rows allow."
                        : " Recalibration was fitted to validation rows; all figures are of test rows.");
    }

    private static Element definitions(Evaluation federated) {
        DataTable table = new DataTable("methods", "Metrics of this report")
                .head(List.of("Metric", "Meaning", "95 % interval", "Notes"));
        for (Metric metric : Metric.values()) {
            List<MetricValue> values = values(federated, metric);
            if (!values.isEmpty()) {
                table.row(
                        MetricWords.of(metric).name(),
                        List.of(
                                DataTable.cell(MetricWords.of(metric).definition())
                                        .with("class", "words"),
                                DataTable.cell(methods(values)).with("class", "words"),
                                DataTable.cell(notes(values)).with("class", "words")));
            }
        }
        return table.build();
    }

    private static List<MetricValue> values(Evaluation evaluation, Metric metric) {
        Stream<Metrics> subgroups =
                evaluation.subgroups().values().stream().flatMap(levels -> levels.values().stream());
        Stream<Metrics> all = Stream.concat(
                Stream.concat(Stream.of(evaluation.overall()), evaluation.sites().values().stream()), subgroups);
        return Values.present(all.toList(), metric);
    }

    private static String methods(List<MetricValue> values) {
        Set<String> methods = new LinkedHashSet<>();
        values.stream().filter(MetricValue::isDefined).map(MetricValue::method).forEach(methods::add);
        return methods.isEmpty() ? Figures.NONE : String.join("; or ", methods);
    }

    private static String notes(List<MetricValue> values) {
        Set<String> notes = new LinkedHashSet<>();
        values.stream()
                .map(MetricValue::errorBound)
                .filter(bound -> bound > 0)
                .max(Comparator.naturalOrder())
                .ifPresent(bound -> notes.add(
                        "from histograms of scores, off the exact value by at most " + Figures.quantity(bound)));
        values.stream()
                .filter(MetricValue::isDefined)
                .map(MetricValue::note)
                .filter(note -> !note.isEmpty())
                .forEach(notes::add);
        return String.join("; ", notes);
    }
}
