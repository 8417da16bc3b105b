package org.wardround.study.results;

import org.wardround.core.study.Metric;

/**
 * How a study goes about it.
 *
 * @param modelType as in study files, such as {@code logistic}
 * @param strategy as in study files, such as {@code fedavg}; empty where nothing is trained
 * @param aggregation how the sites' changes became one
 * @param primary the metric of the verdict
 * @param margin differences of the primary metric inside ±margin count as equivalent
 */
public record PlanInfo(String modelType, String strategy, AggregationInfo aggregation, Metric primary, double margin) {
    /** A plan with a plain mean, or none. */
    public PlanInfo(String modelType, String strategy, Metric primary, double margin) {
        this(modelType, strategy, AggregationInfo.MEAN, primary, margin);
    }
}
