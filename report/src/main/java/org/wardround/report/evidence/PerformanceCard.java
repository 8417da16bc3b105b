package org.wardround.report.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Metric;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceDocument.Block;
import org.wardround.study.evidence.EvidenceDocument.Section;
import org.wardround.study.evidence.Fact;
import org.wardround.study.evidence.RunRecord;
import org.wardround.study.evidence.Statement;
import org.wardround.study.results.Privacy;

/** The model card: what the model is for, how well it does at each site and in each subgroup, whether that is what the study had asked for, and what it must not be used for. */
final class PerformanceCard {
    static final String NAME = "model-card";
    private static final String FEDERATED = "/federated";
    private static final int DECIMALS = 3;

    private final Run run;
    private final String primary;

    private PerformanceCard(Run run) {
        this.run = run;
        this.primary = run.result("/study/primary").text();
    }

    static EvidenceDocument of(Run run) {
        PerformanceCard card = new PerformanceCard(run);
        List<Section> sections = new ArrayList<>();
        sections.add(card.model());
        sections.add(card.acceptance());
        sections.add(card.overall());
        sections.add(card.sites());
        card.subgroups().ifPresent(sections::add);
        sections.add(card.limits());
        return new EvidenceDocument(
                NAME,
                "Model card",
                Statement.of(run.study()),
                Statement.of(
                        "A ", run.result("/study/modelType"), " model for ", run.result("/study/outcomeTitle"), "."),
                sections);
    }

    private Section model() {
        List<List<Statement>> rows = new ArrayList<>();
        row(rows, "Purpose", Statement.of(run.result("/study/purpose")));
        row(
                rows,
                "Intended use",
                Statement.of(
                        "research, and as a starting point for validation at a hospital. It is not a medical device, and nobody has shown that decisions get better with it"));
        row(rows, "Predicts", Statement.of(run.result("/study/outcomeTitle"), ", ", run.result("/study/outcomeType")));
        row(
                rows,
                "Parameters",
                Statement.of(run.result("/model/parameters"), ", with the SHA-256 ", run.result("/model/sha256")));
        row(rows, "Sites", run.sites());
        row(
                rows,
                "Made by",
                run.isTrained()
                        ? Statement.of(
                                run.result("/study/strategy"),
                                ", ",
                                run.result("/training/roundsRun"),
                                " rounds; ",
                                run.result("/training/stoppedBecause"))
                        : Statement.of("nothing was trained in this run: an existing model was judged"));
        row(
                rows,
                "Software",
                Statement.of("Wardround ", run.result("/versions/wardround"), ", Java ", run.result("/versions/java")));
        row(rows, "Study file", Statement.of("SHA-256 ", run.result("/study/sha256")));
        List<Block> blocks = new ArrayList<>(run.about());
        blocks.add(new Block.Grid(List.of("Field", "This model"), rows));
        return new Section("The model", blocks);
    }

    private Section acceptance() {
        int criteria = run.record().resultSize("/acceptance");
        if (criteria == 0) {
            return Section.of(
                    "Criteria of acceptance",
                    new Block.Notice(
                            Statement.of(
                                    "The study named none. Whether the figures below are good enough was not said before they were known.")));
        }
        List<List<Statement>> rows = new ArrayList<>();
        for (int i = 0; i < criteria; i++) {
            String pointer = "/acceptance/" + i;
            rows.add(List.of(
                    criterion(pointer),
                    Statement.of(run.result(pointer + "/outcome")),
                    Statement.of(run.result(pointer + "/because"))));
        }
        return Section.of(
                "Criteria of acceptance",
                new Block.Paragraph(
                        Statement.of(
                                "Named in the study before it ran, and part of its hash. Met: the whole 95 % interval lies on the right side; not met: on the wrong side; otherwise the test rows cannot tell.")),
                new Block.Grid(List.of("Criterion", "Outcome", "Why"), rows));
    }

    private Statement criterion(String pointer) {
        Optional<Fact> least = run.find(pointer + "/atLeast");
        return Statement.of(
                named(run.result(pointer + "/metric")),
                least.isPresent() ? " at least " : " at most ",
                least.orElseGet(() -> run.result(pointer + "/atMost")),
                ", ",
                over(pointer + "/over"));
    }

    private Statement over(String pointer) {
        Optional<Fact> subgroup = run.find(pointer + "/subgroup");
        if (subgroup.isPresent()) {
            return run.find(pointer + "/value")
                    .map(value -> Statement.of("where ", subgroup.get(), " is ", value))
                    .orElseGet(() -> Statement.of("in every group by ", subgroup.get()));
        }
        return Statement.of(run.result(pointer)
                .shown(run.result(pointer).text().equals("all") ? "over all sites together" : "at every site"));
    }

    private Section overall() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String metric : run.record().resultKeys(FEDERATED + "/overall")) {
            String pointer = FEDERATED + "/overall/" + metric;
            rows.add(List.of(Statement.of(named(run.key(pointer))), value(pointer), interval(pointer), n(pointer)));
        }
        return figures("On test rows of all sites", List.of("Figure", "Value", "95 % interval", "Test rows"), rows);
    }

    private Section sites() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String site : run.record().resultKeys(FEDERATED + "/sites")) {
            String folder = FEDERATED + "/sites/" + RunRecord.escaped(site);
            row(rows, Statement.of(run.key(folder)), folder + "/" + primary);
        }
        if (rows.isEmpty()) {
            return Section.of(
                    "At each site",
                    new Block.Paragraph(
                            Statement.of(
                                    run.isSimulation()
                                            ? "Nothing was measured."
                                            : "Each hospital keeps the figures on its own test rows; its own report holds them.")));
        }
        return figures("At each site: " + name(), List.of("Site", "Value", "95 % interval", "Test rows"), rows);
    }

    private Optional<Section> subgroups() {
        List<List<Statement>> rows = new ArrayList<>();
        for (String variable : run.record().resultKeys(FEDERATED + "/subgroups")) {
            String folder = FEDERATED + "/subgroups/" + RunRecord.escaped(variable);
            for (String level : run.record().resultKeys(folder)) {
                String group = folder + "/" + RunRecord.escaped(level);
                row(rows, Statement.of(run.key(folder), ": ", run.key(group)), group + "/" + primary);
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(figures(
                        "In subgroups: " + name(), List.of("Subgroup", "Value", "95 % interval", "Test rows"), rows));
    }

    /** The headings hold no digit: a metric's own are spelt out in the first table. */
    private String name() {
        String title = named(run.result("/study/primary")).text();
        return title.matches(".*[0-9].*") ? "the primary figure" : title;
    }

    /** A metric by the name that people know, not by its key in files. */
    private static Fact named(Fact metric) {
        return Arrays.stream(Metric.values())
                .filter(each -> each.jsonName().equals(metric.text()))
                .findFirst()
                .map(each -> metric.shown(each.title()))
                .orElse(metric);
    }

    private static Section figures(String title, List<String> head, List<List<Statement>> rows) {
        return rows.isEmpty()
                ? Section.of(title, new Block.Paragraph(Statement.of("Nothing was measured.")))
                : Section.of(title, new Block.Grid(head, rows));
    }

    private void row(List<List<Statement>> rows, Statement head, String pointer) {
        rows.add(List.of(head, value(pointer), interval(pointer), n(pointer)));
    }

    private Statement value(String pointer) {
        return run.find(pointer + "/value")
                .map(value -> Statement.of(value.fixed(DECIMALS)))
                .orElseGet(() -> run.find(pointer + "/method")
                        .map(method -> Statement.of(method, note(pointer)))
                        .orElseGet(() -> Statement.of("not measured")));
    }

    private Statement note(String pointer) {
        return run.find(pointer + "/note").map(note -> Statement.of(": ", note)).orElseGet(() -> Statement.of(""));
    }

    private Statement interval(String pointer) {
        Optional<Fact> low = run.find(pointer + "/low");
        Optional<Fact> high = run.find(pointer + "/high");
        return low.isPresent() && high.isPresent()
                ? Statement.of(low.get().fixed(DECIMALS), " to ", high.get().fixed(DECIMALS))
                : Statement.of("");
    }

    private Statement n(String pointer) {
        return run.find(pointer + "/n").map(n -> Statement.of(n)).orElseGet(() -> Statement.of(""));
    }

    private Section limits() {
        List<Statement> points = new ArrayList<>();
        points.add(
                run.hasNoise()
                        ? Statement.of(
                                "The numbers of the model were made with noise. What training tells of one patient at one site is limited to ",
                                run.limit(),
                                ". See the statement on differential privacy for what that does not cover.")
                        : Statement.of(
                                "Nothing in the model bounds what it tells of the patients behind it: training had no noise. Treat it as confidential unless somebody responsible has decided otherwise."));
        if (run.hasExactMoments()) {
            points.add(Statement.of(Privacy.EXACT_MOMENTS, "."));
        }
        points.add(
                Statement.of(
                        "The figures hold for these sites and the years of their records. Elsewhere the model has to be checked first."));
        for (int i = 0; i < run.record().resultSize("/warnings"); i++) {
            points.add(Statement.of("Warning: ", run.result("/warnings/" + i + "/message")));
        }
        return Section.of("Limits", new Block.Points(points));
    }

    private static void row(List<List<Statement>> rows, String field, Statement said) {
        rows.add(List.of(Statement.of(field), said));
    }
}
