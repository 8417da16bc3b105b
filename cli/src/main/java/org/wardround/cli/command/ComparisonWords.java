package org.wardround.cli.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Results;

/** The primary metric of each model at each site, with intervals, and whether federating helped: in the sites' order, which is no ranking. */
final class ComparisonWords {
    private static final String NONE = "–";
    private static final List<Detail> DETAILS = List.of(
            new Detail(3, true, true),
            new Detail(2, true, true),
            new Detail(2, false, true),
            new Detail(3, true, false),
            new Detail(2, false, false));

    private final Results results;
    private final Metric metric;
    private final List<Model> models;

    /** A column of the table. */
    private record Model(String title, ModelAt at) {}

    /**
     * How much of the table there is room for.
     *
     * @param rows whether the number of test rows is shown
     */
    private record Detail(int digits, boolean rows, boolean intervals) {}

    /** What is known of a model at a site; no site: over all test rows. */
    @FunctionalInterface
    private interface ModelAt {
        Optional<MetricValue> value(Optional<SiteId> site);
    }

    ComparisonWords(Results results) {
        this.results = results;
        this.metric = results.header().study().plan().primary();
        this.models = models();
    }

    void print(Session session) {
        PrintStream out = session.out();
        int width = session.screen().outWidth();
        if (results.evaluations().federated().isNone()) {
            Wrapped.lines(
                            "No patients were kept for testing, so how well the model predicts was not measured.",
                            width,
                            0)
                    .forEach(out::println);
            return;
        }
        Detail detail = detail(width);
        String title = MetricWords.title(metric) + " on test patients, "
                + (detail.intervals ? "with 95 % intervals" : "95 % intervals are in the report")
                + (metric.higherIsBetter() ? "" : " (less is better)");
        Wrapped.lines(title, width, 0).forEach(out::println);
        out.println();
        table(detail).lines().forEach(out::println);
        printVerdicts(session);
    }

    private List<Model> models() {
        List<Model> some = new ArrayList<>();
        some.add(new Model(
                trained() ? "Federated" : "Model",
                site -> at(results.evaluations().federated(), site)));
        if (!results.evaluations().local().isEmpty()) {
            some.add(new Model("Local", this::local));
        }
        if (!results.evaluations().pooled().isNone()) {
            some.add(new Model("Pooled", site -> at(results.evaluations().pooled(), site)));
        }
        return some;
    }

    private boolean trained() {
        return !results.training().rounds().isEmpty();
    }

    private Optional<MetricValue> local(Optional<SiteId> site) {
        return site.flatMap(name -> at(results.evaluations().local().getOrDefault(name, Evaluation.NONE), site));
    }

    private Optional<MetricValue> at(Evaluation evaluation, Optional<SiteId> site) {
        return site.map(evaluation::at).orElse(evaluation.overall()).find(metric);
    }

    /** As much as the width has room for. */
    private Detail detail(int width) {
        return DETAILS.stream()
                .filter(detail -> table(detail).width() <= width)
                .findFirst()
                .orElse(DETAILS.get(DETAILS.size() - 1));
    }

    private TextTable table(Detail detail) {
        List<String> titles = new ArrayList<>(List.of("Site"));
        if (detail.rows) {
            titles.add(">Test");
        }
        models.forEach(model -> titles.add(model.title()));
        if (!results.verdicts().isEmpty()) {
            titles.add("Federating");
        }
        TextTable table = TextTable.of(titles);
        sites().map(Optional::of).forEach(site -> table.row(row(site, detail)));
        return table.row(row(Optional.empty(), detail));
    }

    private List<String> row(Optional<SiteId> site, Detail detail) {
        List<String> cells = new ArrayList<>(List.of(site.map(SiteId::name).orElse("all sites")));
        if (detail.rows) {
            cells.add(models.get(0)
                    .at()
                    .value(site)
                    .map(value -> value.n().toString())
                    .orElse(NONE));
        }
        for (Model model : models) {
            cells.add(model.at()
                    .value(site)
                    .map(value -> detail.intervals
                            ? MetricWords.withInterval(metric, value, detail.digits)
                            : MetricWords.alone(metric, value, detail.digits))
                    .orElse(NONE));
        }
        if (!results.verdicts().isEmpty()) {
            cells.add(site.flatMap(this::verdict).orElse(""));
        }
        return cells;
    }

    private Optional<String> verdict(SiteId site) {
        return Optional.ofNullable(results.verdicts().get(site))
                .map(verdict -> verdict.verdict().jsonName());
    }

    private Stream<SiteId> sites() {
        return results.evaluations().federated().sites().keySet().stream();
    }

    private void printVerdicts(Session session) {
        if (results.verdicts().isEmpty()) {
            return;
        }
        session.out().println();
        session.out().println("Did federating help, against what each site can do alone?");
        results.verdicts()
                .forEach((site, verdict) -> Wrapped.lines(
                                "  %s: %s".formatted(site.words(), verdict.sentence()),
                                session.screen().outWidth(),
                                4)
                        .forEach(session.out()::println));
    }
}
