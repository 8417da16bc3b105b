package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Metric;
import org.wardround.core.text.Counted;
import org.wardround.study.results.AcceptanceResult;
import org.wardround.study.results.AcceptanceResult.Judged;
import org.wardround.study.results.AcceptanceResult.Outcome;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;

/**
 * Holds published figures against what the study asked of its model. It sees nothing that is not published, so an outcome tells nothing more. A figure that is known up to an error only (from
 * histograms, or rounded) has an interval that much wider.
 */
public final class Acceptance {
    private static final String FEDERATED = "/federated";
    private static final double NEGLIGIBLE = 0.0001;

    private final Results results;
    private final Evaluation federated;

    private Acceptance(Results results) {
        this.results = results;
        this.federated = results.evaluations().federated();
    }

    /** The same results with the outcomes of the study's criteria. */
    public static Results of(Results results, EvaluationSpec asked) {
        Acceptance acceptance = new Acceptance(results);
        return results.withAcceptance(
                asked.acceptance().stream().map(acceptance::judge).toList());
    }

    private AcceptanceResult judge(AcceptanceCriterion criterion) {
        List<Judged> figures;
        if (criterion.over() instanceof Over.Group group) {
            figures = groups(criterion, group);
        } else if (criterion.over() instanceof Over.EverySite) {
            figures = sites(criterion);
        } else {
            figures = List.of(judge(criterion, "all sites together", federated.overall(), FEDERATED + "/overall"));
        }
        Outcome outcome = together(figures);
        return new AcceptanceResult(criterion, outcome, figures, because(outcome, figures));
    }

    private List<Judged> sites(AcceptanceCriterion criterion) {
        List<Judged> figures = new ArrayList<>();
        results.sites().forEach((site, result) -> {
            if (result.participation().included()) {
                Metrics metrics = federated.at(site);
                figures.add(
                        metrics.isEmpty()
                                ? new Judged(site.words(), "", Outcome.CANNOT_TELL, noFigures(site))
                                : judge(
                                        criterion,
                                        site.words(),
                                        metrics,
                                        FEDERATED + "/sites/" + escaped(site.name())));
            }
        });
        return figures;
    }

    private String noFigures(SiteId site) {
        return results.header().kind() == RunKind.SIMULATION
                ? "nothing was measured at %s".formatted(site.words())
                : "%s alone has the figures on its own test rows; its own report holds them".formatted(site.words());
    }

    private List<Judged> groups(AcceptanceCriterion criterion, Over.Group group) {
        Map<String, Metrics> levels = federated.subgroups().getOrDefault(group.variable(), Map.of());
        List<Judged> figures = new ArrayList<>();
        levels.forEach((level, metrics) -> {
            if (group.value().isEmpty() || group.value().equals(level)) {
                figures.add(judge(
                        criterion,
                        "%s: %s".formatted(group.variable(), level),
                        metrics,
                        "%s/subgroups/%s/%s".formatted(FEDERATED, escaped(group.variable()), escaped(level))));
            }
        });
        return figures;
    }

    private static Judged judge(AcceptanceCriterion criterion, String where, Metrics metrics, String folder) {
        Metric metric = criterion.metric();
        Optional<MetricValue> found = metrics.find(metric);
        if (found.isEmpty()) {
            return new Judged(where, "", Outcome.CANNOT_TELL, "%s was not measured".formatted(metric.title()));
        }
        MetricValue value = found.get();
        String pointer = folder + "/" + metric.jsonName();
        if (!value.isDefined()) {
            return new Judged(
                    where,
                    pointer,
                    Outcome.CANNOT_TELL,
                    "%s is %s: %s".formatted(metric.title(), value.method(), value.note()));
        }
        if (!Double.isFinite(value.low()) || !Double.isFinite(value.high())) {
            return new Judged(where, pointer, Outcome.CANNOT_TELL, "%s has no interval".formatted(metric.title()));
        }
        Outcome outcome = outcome(criterion.limit(), value);
        return new Judged(where, pointer, outcome, words(outcome, criterion.limit(), value));
    }

    private static Outcome outcome(Limit limit, MetricValue value) {
        double low = value.low() - error(value);
        double high = value.high() + error(value);
        boolean least = limit instanceof Limit.AtLeast;
        if (least ? low >= limit.value() : high <= limit.value()) {
            return Outcome.MET;
        }
        return (least ? high < limit.value() : low > limit.value()) ? Outcome.NOT_MET : Outcome.CANNOT_TELL;
    }

    private static double error(MetricValue value) {
        double bound = Double.isNaN(value.errorBound()) ? 0 : value.errorBound();
        return EvaluationResults.isRounded(value) ? bound + EvaluationResults.roundedBy() : bound;
    }

    private static String words(Outcome outcome, Limit limit, MetricValue value) {
        boolean least = limit instanceof Limit.AtLeast;
        String position = switch (outcome) {
            case MET -> (least ? "lies at or above " : "lies at or below ") + limit.value();
            case NOT_MET -> (least ? "lies below " : "lies above ") + limit.value();
            case CANNOT_TELL -> "does not lie on one side of " + limit.value();
        };
        double error = error(value);
        String wider = error == 0
                ? ""
                : error < NEGLIGIBLE
                        ? String.format(Locale.ROOT, ", known up to less than %.4f,", NEGLIGIBLE)
                        : String.format(Locale.ROOT, ", known up to %.4f and taken that much wider,", error);
        return String.format(
                Locale.ROOT, "the 95 %% interval %.4f to %.4f%s %s", value.low(), value.high(), wider, position);
    }

    private static Outcome together(List<Judged> figures) {
        if (figures.stream().anyMatch(judged -> judged.outcome() == Outcome.NOT_MET)) {
            return Outcome.NOT_MET;
        }
        boolean all = !figures.isEmpty() && figures.stream().allMatch(judged -> judged.outcome() == Outcome.MET);
        return all ? Outcome.MET : Outcome.CANNOT_TELL;
    }

    private static String because(Outcome outcome, List<Judged> figures) {
        if (figures.isEmpty()) {
            return "There is no such figure in the results.";
        }
        List<Judged> deciding =
                figures.stream().filter(judged -> judged.outcome() == outcome).toList();
        Judged first = deciding.get(0);
        if (figures.size() == 1) {
            return "%s: %s.".formatted(first.where(), first.because());
        }
        return outcome == Outcome.MET
                ? "All %s meet it.".formatted(Counted.of(figures.size(), "figure"))
                : "%d of %s: %s; first %s, where %s."
                        .formatted(
                                deciding.size(),
                                Counted.of(figures.size(), "figure"),
                                outcome.jsonName(),
                                first.where(),
                                first.because());
    }

    /** As RFC 6901 wants the parts of a pointer. */
    private static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }
}
