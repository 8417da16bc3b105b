package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Difference;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.SiteVerdict.Verdict;

/** The answer in plain words: did federating help, for whom, how good is the model, how sure is all this. */
public final class Headline {
    private final Results results;
    private final Metric primary;

    public Headline(Results results) {
        this.results = results;
        this.primary = results.header().study().plan().primary();
    }

    public Element build() {
        Element box = Element.ofClass("section", "headline").with("aria-label", "The answer in short");
        box.add(Element.ofClass("p", "answer").text(answer()));
        performance().ifPresent(text -> box.add(Prose.paragraph(text)));
        AcceptanceSection.inShort(results).ifPresent(text -> box.add(Prose.paragraph(text)));
        box.add(Prose.note(certainty()));
        new HeadlinePlot(results).build().ifPresent(box::add);
        return box;
    }

    /** Did federating help, and whom. */
    String answer() {
        if (results.evaluations().federated().isNone()) {
            return "No patients were kept for testing, so how well the model predicts was not measured.";
        }
        if (!Prose.isTrained(results)) {
            return "An existing model was evaluated at %s; nothing was trained.".formatted(hospitals());
        }
        if (results.verdicts().isEmpty() && results.header().kind() == RunKind.FEDERATION) {
            return "%s trained one model together. Whether it does better than a hospital’s own model, only that hospital’s rows can tell."
                    .formatted(hospitals());
        }
        if (results.verdicts().isEmpty()) {
            return "This run trained no local models to compare with, so it does not say whether federating helped.";
        }
        Optional<SiteId> home = Home.of(results);
        if (home.isPresent()) {
            return atHome(home.get());
        }
        List<String> clauses = new ArrayList<>();
        clause(Verdict.BETTER, "helped at %s").ifPresent(clauses::add);
        clause(Verdict.WORSE, "did harm at %s").ifPresent(clauses::add);
        clause(Verdict.EQUIVALENT, "made no relevant difference at %s").ifPresent(clauses::add);
        String start = "Compared with each hospital’s own model, ";
        Optional<String> unknown = clause(Verdict.CANNOT_TELL, "at %s the data cannot tell");
        if (clauses.isEmpty()) {
            return start + "the data cannot tell at any hospital whether federating helped.";
        }
        return start + "federating " + Prose.list(clauses)
                + unknown.map(text -> "; " + text).orElse("") + ".";
    }

    private String atHome(SiteId site) {
        SiteVerdict verdict = results.verdicts().values().iterator().next();
        String answer = switch (verdict.verdict()) {
            case BETTER -> "federating helped at %s.";
            case WORSE -> "federating did harm at %s.";
            case EQUIVALENT -> "federating made no relevant difference at %s.";
            case CANNOT_TELL -> "the data cannot tell whether federating helped at %s.";
        };
        return "Compared with a model of its own rows alone, " + answer.formatted(site.words());
    }

    private String hospitals() {
        long included = results.sites().values().stream()
                .filter(site -> site.participation().included())
                .count();
        return Figures.counted(Math.toIntExact(included), "hospital");
    }

    private Optional<String> clause(Verdict verdict, String words) {
        List<String> names = results.verdicts().entrySet().stream()
                .filter(entry -> entry.getValue().verdict() == verdict)
                .map(entry -> entry.getKey().words())
                .toList();
        int all = results.verdicts().size();
        if (names.size() == all && all > 1) {
            return Optional.of(words.formatted("all " + all + " hospitals"));
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(words.formatted(Prose.namedOrCounted(names, all)));
    }

    private Optional<String> performance() {
        return results.evaluations().federated().overall().find(primary).map(this::performance);
    }

    private String performance(MetricValue value) {
        String name = MetricWords.of(primary).inText();
        String model = Prose.modelName(results);
        if (!value.isDefined()) {
            return "The %s of the %s over all test rows is %s: %s."
                    .formatted(name, model, value.method(), value.note());
        }
        String bounds = Values.bounds(primary, value);
        String interval = bounds.isEmpty() ? "" : " (95 % interval " + bounds + ")";
        String rows = Figures.counted(value.n(), "test row");
        return "On the %s of all hospitals the %s of the %s is %s%s%s."
                .formatted(rows, name, model, Figures.metric(primary, value.value()), interval, pooled());
    }

    private String pooled() {
        Optional<MetricValue> pooled =
                results.evaluations().pooled().overall().find(primary).filter(MetricValue::isDefined);
        Optional<Difference> difference = results.comparisons()
                .federatedMinusPooled()
                .overall()
                .find(primary)
                .filter(found -> Double.isFinite(found.value()));
        String value = pooled.map(found -> ", against %s for one model trained on all rows pooled"
                        .formatted(Figures.metric(primary, found.value())))
                .orElse("");
        return value
                + difference
                        .map(found -> "; the paired difference is " + Values.text(primary, found))
                        .orElse("");
    }

    /** Test rows; suppressed ones are the fewest. */
    private static int known(SiteVerdict verdict) {
        return verdict.n().isSuppressed() ? 0 : verdict.n().value();
    }

    private String certainty() {
        if (results.evaluations().federated().isNone()) {
            return "How sure: each coefficient stands with its 95 % interval.";
        }
        Optional<SiteVerdict> smallest =
                results.verdicts().values().stream().min((one, other) -> Integer.compare(known(one), known(other)));
        if (smallest.isEmpty()) {
            return Prose.isTrained(results)
                    ? "Intervals are 95 % intervals on test rows that training did not see."
                    : "Intervals are 95 % intervals on the test rows of these hospitals. Which patients the model was once trained on, this run can’t know.";
        }
        String name = MetricWords.of(primary).inText();
        if (Home.of(results).isPresent()) {
            return "How sure: the verdict rests on the paired 95 %% interval of the difference in %s on this hospital’s %s, tested with correction for asking at %s (Bonferroni: nobody here knows what the others find). Differences inside ±%s count as equivalent."
                    .formatted(
                            name,
                            Figures.counted(smallest.get().n(), "test row"),
                            hospitals(),
                            Figures.quantity(results.header().study().plan().margin()));
        }
        return "How sure: each verdict rests on the paired 95 %% interval of the difference in %s on the hospital’s own test rows (the fewest: %s), tested with correction for asking at %s (Holm). Differences inside ±%s count as equivalent. Hospitals are not ranked."
                .formatted(
                        name,
                        Figures.count(smallest.get().n()),
                        Figures.counted(results.verdicts().size(), "hospital"),
                        Figures.quantity(results.header().study().plan().margin()));
    }
}
