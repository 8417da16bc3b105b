package org.wardround.study.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Subgroup;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;

/** Reads the section {@code evaluation}. */
final class EvaluationReader {
    private static final double MARGIN = 0.02;
    private static final ThresholdRule HALF = new ThresholdRule.Value(0.5);

    private final Place place;
    private final Dictionary dictionary;

    EvaluationReader(Place place, Dictionary dictionary) {
        this.place = place;
        this.dictionary = dictionary;
    }

    /** @param training of the study where there is one and it could be read */
    Optional<EvaluationSpec> read(Optional<TrainingSpec> training) {
        List<Subgroup> subgroups = subgroups();
        List<Comparator> comparators = place.items("comparators").stream()
                .filter(item -> !item.hasErrorWithin())
                .map(item -> Words.constant(Comparator.values(), Comparator::yamlName, item.text()))
                .toList();
        Optional<TrainingSpec> comparatorTraining = training.flatMap(like -> comparatorTraining(comparators, like));
        Optional<Outcome> outcome = dictionary.outcome();
        if (outcome.isEmpty()) {
            return Optional.empty();
        }
        List<Metric> metrics = metrics(outcome.get());
        checkThreshold(outcome.get());
        List<AcceptanceCriterion> acceptance = new AcceptanceReader(place, dictionary, outcome.get()).read(metrics);
        Optional<Metric> primary = place.section("primary").build(() -> primary(metrics, outcome.get()));
        double margin = primary.map(this::margin).orElse(MARGIN);
        return place.build(() -> new EvaluationSpec(
                primary.orElseThrow(),
                metrics,
                margin,
                threshold(),
                comparators,
                subgroups,
                comparatorTraining.orElse(null),
                acceptance));
    }

    private List<Subgroup> subgroups() {
        List<Subgroup> subgroups = new ArrayList<>();
        for (Place item : place.items("subgroups")) {
            SubgroupReader.read(item, dictionary).ifPresent(subgroup -> {
                if (subgroups.stream().anyMatch(other -> other.variable().equals(subgroup.variable()))) {
                    item.error(
                            "'%s' stands here twice, and groups that part at other values would tell of the few in between; give all its cuts once"
                                    .formatted(subgroup.variable()));
                } else {
                    subgroups.add(subgroup);
                }
            });
        }
        return subgroups;
    }

    private Optional<TrainingSpec> comparatorTraining(List<Comparator> comparators, TrainingSpec like) {
        Optional<Place> section = place.find("comparatorTraining");
        boolean used = comparators.contains(Comparator.LOCAL) || comparators.contains(Comparator.POOLED);
        if (!used && !place.section("comparators").hasErrorWithin()) {
            section.ifPresent(
                    here -> here.errorAtKey(
                            "nothing is trained by it, because comparators has neither local nor pooled; add one, or remove comparatorTraining"));
        }
        return section.filter(here -> !here.hasErrorWithin()).flatMap(here -> TrainingReader.comparators(here, like));
    }

    private List<Metric> metrics(Outcome outcome) {
        List<Metric> fitting = Metric.of(outcome.type());
        if (!place.has("metrics")) {
            return fitting;
        }
        return place.at("metrics").items().stream()
                .filter(item -> !item.hasErrorWithin())
                .map(item -> fitting(item, outcome))
                .toList();
    }

    static Metric fitting(Place item, Outcome outcome) {
        Metric metric = Words.constant(Metric.values(), Metric::jsonName, item.text());
        List<Metric> fitting = Metric.of(outcome.type());
        if (!fitting.contains(metric)) {
            List<String> names = fitting.stream().map(Metric::jsonName).toList();
            item.error("%s is not defined for %s outcome; choose among %s"
                    .formatted(
                            metric.jsonName(), Words.withArticle(outcome.type().yamlName()), String.join(", ", names)));
        }
        return metric;
    }

    private Metric primary(List<Metric> metrics, Outcome outcome) {
        Metric primary = place.find("primary")
                .map(given -> fitting(given, outcome))
                .orElseGet(() -> Metric.primaryOf(outcome.type()));
        Place here = place.has("primary") ? place.at("primary") : place.section("metrics");
        if (here.hasErrorWithin()) {
            return primary;
        }
        boolean listKnown = !place.section("metrics").hasErrorWithin();
        if (!primary.canBePrimary() || primary == Metric.CONCORDANCE_ALL_PAIRS) {
            here.error("%s can't be the metric of the verdict%s".formatted(primary.jsonName(), reason(primary)));
        } else if (listKnown && !metrics.contains(primary)) {
            here.error("the primary metric is %s, but metrics does not list it; add it there%s"
                    .formatted(primary.jsonName(), place.has("primary") ? "" : ", or name another as primary"));
        }
        return primary;
    }

    private static String reason(Metric primary) {
        return primary == Metric.CONCORDANCE_ALL_PAIRS
                ? ", because it counts pairs across sites; choose concordance"
                : ", because neither more nor less of it is better; choose another";
    }

    private double margin(Metric primary) {
        boolean unitless = primary != Metric.RMSE && primary != Metric.LOG_LOSS;
        if (!unitless && !place.has("margin")) {
            place.errorMissing(
                    "margin",
                    "%s has no usual margin; say what difference is too small to matter: margin: …"
                            .formatted(primary.jsonName()));
        }
        return place.section("margin").hasErrorWithin() ? MARGIN : place.number("margin", MARGIN);
    }

    private void checkThreshold(Outcome outcome) {
        if (outcome.type() != VariableType.BINARY) {
            place.refuse(
                    List.of("threshold"),
                    "a %%s belongs to a binary outcome, and '%s' is %s; remove it"
                            .formatted(
                                    outcome.name(),
                                    Words.withArticle(outcome.type().yamlName())));
        }
    }

    private ThresholdRule threshold() {
        return place.find("threshold")
                .<ThresholdRule>map(threshold -> {
                    if (threshold.has("value")) {
                        return new ThresholdRule.Value(threshold.at("value").number());
                    }
                    return threshold.has("sensitivity")
                            ? new ThresholdRule.Sensitivity(
                                    threshold.at("sensitivity").number())
                            : new ThresholdRule.Youden();
                })
                .orElse(HALF);
    }
}
