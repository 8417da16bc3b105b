package org.wardround.study.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Variable;
import org.wardround.study.document.Place;

/** Reads {@code evaluation.acceptance}: what the model must reach. */
final class AcceptanceReader {
    private final Place evaluation;
    private final Dictionary dictionary;
    private final Outcome outcome;

    AcceptanceReader(Place evaluation, Dictionary dictionary, Outcome outcome) {
        this.evaluation = evaluation;
        this.dictionary = dictionary;
        this.outcome = outcome;
    }

    /** @param measured the metrics that the study measures */
    List<AcceptanceCriterion> read(List<Metric> measured) {
        List<AcceptanceCriterion> criteria = new ArrayList<>();
        for (Place item : evaluation.items("acceptance")) {
            criterion(item, measured).ifPresent(criterion -> {
                if (criteria.contains(criterion)) {
                    item.error("the same criterion stands above; remove one");
                }
                criteria.add(criterion);
            });
        }
        return criteria;
    }

    private Optional<AcceptanceCriterion> criterion(Place item, List<Metric> measured) {
        if (item.hasErrorWithin()) {
            return Optional.empty();
        }
        Metric metric = EvaluationReader.fitting(item.at("metric"), outcome);
        if (!item.hasErrorWithin() && !measured.contains(metric) && !hasErrorInMetrics()) {
            item.at("metric")
                    .error("%s is not measured, because metrics does not list it; add it there"
                            .formatted(metric.jsonName()));
        }
        Optional<Limit> limit = limit(item);
        Optional<Over> over =
                item.has("over") ? item.at("over").build(() -> over(item.at("over"))) : Optional.of(new Over.All());
        if (limit.isEmpty() || over.isEmpty() || item.hasErrorWithin()) {
            return Optional.empty();
        }
        // What the record refuses is wrong with the threshold, or, where that is well, with the place.
        Place threshold = item.at(limit.get() instanceof Limit.AtLeast ? "atLeast" : "atMost");
        Optional<AcceptanceCriterion> overAll =
                threshold.build(() -> new AcceptanceCriterion(metric, limit.get(), new Over.All()));
        return overAll.isEmpty() || !item.has("over")
                ? overAll
                : item.at("over").build(() -> new AcceptanceCriterion(metric, limit.get(), over.get()));
    }

    private boolean hasErrorInMetrics() {
        return evaluation.section("metrics").hasErrorWithin();
    }

    private static Optional<Limit> limit(Place item) {
        if (item.has("atLeast") == item.has("atMost")) {
            item.error(
                    item.has("atLeast")
                            ? "say atLeast or atMost, not both; a metric that must lie between two values is two criteria"
                            : "say what the metric must reach: atLeast: 0.75, or atMost where less is better");
            return Optional.empty();
        }
        return Optional.of(
                item.has("atLeast")
                        ? new Limit.AtLeast(item.at("atLeast").number())
                        : new Limit.AtMost(item.at("atMost").number()));
    }

    private Over over(Place place) {
        if (!place.isSection()) {
            return place.text().equals("all") ? new Over.All() : new Over.EverySite();
        }
        Place reference = place.at("subgroup");
        Optional<Variable> variable = dictionary.resolve(reference);
        if (!reference.hasErrorWithin() && !isSubgroup(reference.text())) {
            reference.error(
                    "results are not broken down by '%s'; add it to evaluation.subgroups".formatted(reference.text()));
        }
        variable.ifPresent(found -> checkValue(place, found));
        return new Over.Group(reference.text(), place.text("value", ""));
    }

    private boolean isSubgroup(String variable) {
        return evaluation.items("subgroups").stream()
                .anyMatch(item -> item.isSection()
                        ? item.text("variable", "").equals(variable)
                        : item.isText() && item.text().equals(variable));
    }

    private static void checkValue(Place place, Variable variable) {
        if (variable.levels().isEmpty()) {
            place.refuse(
                    List.of("value"),
                    "'%s' is broken down by intervals, and the criterion is for each of them; remove %%s"
                            .formatted(variable.name()));
        } else {
            place.find("value")
                    .filter(value -> !variable.levels().contains(value.text()))
                    .ifPresent(value -> value.error("'%s' has no value '%s'; choose among %s"
                            .formatted(
                                    variable.name(),
                                    value.text(),
                                    variable.levels().stream().collect(Collectors.joining(", ")))));
        }
    }
}
