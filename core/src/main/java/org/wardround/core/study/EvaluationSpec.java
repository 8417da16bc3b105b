package org.wardround.core.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured on test rows, and against what.
 *
 * @param primary the metric of the verdict
 * @param metrics in the order of the study file; contains the primary one
 * @param margin differences inside ±margin count as equivalent; above 0
 * @param threshold for accuracy and the other figures of the confusion matrix
 * @param comparatorTraining how local and pooled models are trained; null: as the federated one
 * @param acceptance what the model must reach, in the order of the study file; each of a metric that is measured
 */
public record EvaluationSpec(
        Metric primary,
        List<Metric> metrics,
        double margin,
        ThresholdRule threshold,
        List<Comparator> comparators,
        List<Subgroup> subgroups,
        @Nullable TrainingSpec comparatorTraining,
        List<AcceptanceCriterion> acceptance) {
    public EvaluationSpec {
        metrics = List.copyOf(metrics);
        comparators = List.copyOf(comparators);
        subgroups = List.copyOf(subgroups);
        acceptance = List.copyOf(acceptance);
        for (AcceptanceCriterion criterion : acceptance) {
            if (!metrics.contains(criterion.metric())) {
                throw new IllegalArgumentException("the metric %s of a criterion must be among the metrics"
                        .formatted(criterion.metric().jsonName()));
            }
        }
        if (!(margin > 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException("margin must be above 0, got " + margin);
        }
        if (!metrics.contains(primary)) {
            throw new IllegalArgumentException(
                    "the primary metric %s must be among the metrics".formatted(primary.jsonName()));
        }
        if (!primary.canBePrimary()) {
            throw new IllegalArgumentException("%s can't be the primary metric: it has an ideal value and no better end"
                    .formatted(primary.jsonName()));
        }
    }
}
