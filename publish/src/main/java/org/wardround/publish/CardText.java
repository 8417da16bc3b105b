package org.wardround.publish;

import java.util.Locale;
import java.util.stream.Collectors;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Study;
import org.wardround.study.model.ModelCard;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.SiteResult;

/** What only the run knows for the model card. */
public final class CardText {
    private CardText() {}

    public static ModelCard of(Study study, Results results) {
        return new ModelCard(study.purpose(), population(results), INTENDED_USE, metrics(results), noise(results));
    }

    private static String noise(Results results) {
        Privacy.DifferentialPrivacy guarantee = results.limits().privacy().differentialPrivacy();
        return guarantee.isNone()
                ? ""
                : "The parameters were computed from patients' records with noise, which bounds what the training reveals about one patient at one site: ε = %s, δ = %s%s. It bounds nothing of: %s."
                        .formatted(
                                guarantee.epsilon(),
                                guarantee.delta(),
                                guarantee.condition(),
                                String.join("; ", guarantee.notBounded()));
    }

    private static final String INTENDED_USE =
            "Research, and as a starting point for validation at a hospital. It is not a medical device, and nobody has shown that decisions get better with it.";

    private static String population(Results results) {
        return "| Site | Patients | Training rows | Validation rows | Test rows |\n|---|---:|---:|---:|---:|\n"
                + results.sites().entrySet().stream()
                        .filter(entry -> entry.getValue().participation().included())
                        .map(entry -> row(entry.getKey().name(), entry.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private static String row(String site, SiteResult result) {
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        site,
                        result.flow().patients(),
                        result.flow().split().rows().train(),
                        result.flow().split().rows().validation(),
                        result.flow().split().rows().test());
    }

    private static String metrics(Results results) {
        Metric primary = results.header().study().plan().primary();
        StringBuilder text =
                new StringBuilder("On test rows, with 95 % intervals.\n\n| Where | Figure | Value |\n|---|---|---|\n");
        results.evaluations()
                .federated()
                .overall()
                .values()
                .forEach((metric, value) ->
                        text.append("| all sites | %s | %s |\n".formatted(metric.title(), words(value))));
        results.evaluations()
                .federated()
                .sites()
                .forEach((site, metrics) ->
                        text.append("| %s | %s | %s |\n".formatted(site, primary.title(), words(metrics, primary))));
        return text + acceptance(results);
    }

    private static String acceptance(Results results) {
        if (results.acceptance().isEmpty()) {
            return "\nThe study named no criteria of acceptance: whether these figures are good enough was not said before they were known.\n";
        }
        StringBuilder text = new StringBuilder(
                "\nCriteria of acceptance, named in the study before it ran, judged by the whole 95 % interval:\n\n| Criterion | Outcome | Why |\n|---|---|---|\n");
        results.acceptance()
                .forEach(result -> text.append("| %s | %s | %s |\n"
                        .formatted(
                                cell(result.criterion().words()),
                                result.outcome().jsonName(),
                                cell(result.because()))));
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String words(Metrics metrics, Metric metric) {
        return metrics.find(metric).map(CardText::words).orElse("not measured");
    }

    private static String words(MetricValue value) {
        return value.isDefined()
                ? String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value.value(), value.low(), value.high())
                : "not defined: " + value.note();
    }
}
