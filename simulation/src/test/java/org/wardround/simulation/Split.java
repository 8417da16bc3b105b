package org.wardround.simulation;

import org.wardround.core.study.Metric;
import org.wardround.inference.estimate.Bounds;
import org.wardround.study.results.MetricValue;

/** Right and wrong of one class against the rest, and the metrics that they give. */
record Split(int hits, int missed, int flagged, int left) {
    private static final double SAME = 1e-9;
    private static final double WHOLE = 1e-6;

    int rows() {
        return hits + missed + flagged + left;
    }

    boolean fits(Metric metric, MetricValue published, double threshold) {
        double value = published.value();
        return switch (metric) {
            case ACCURACY -> isWilson(hits + left, rows(), published);
            case SENSITIVITY -> isWilson(hits, hits + missed, published);
            case SPECIFICITY -> isWilson(left, left + flagged, published);
            case PPV -> isWilson(hits, hits + flagged, published);
            case NPV -> isWilson(left, left + missed, published);
            case BALANCED_ACCURACY ->
                is((double) hits / (hits + missed) / 2 + (double) left / (left + flagged) / 2, value);
            case F1 -> is(2.0 * hits / (2 * hits + missed + flagged), value);
            case NET_BENEFIT -> is((hits - flagged * threshold / (1 - threshold)) / rows(), value);
            case AUROC -> {
                double pairs = 2.0 * (hits + missed) * (left + flagged) * value;
                yield published.note().startsWith("rounded") || pairs > 0 && Math.abs(pairs - Math.rint(pairs)) < WHOLE;
            }
            default -> true;
        };
    }

    private static boolean is(double here, double published) {
        return Math.abs(here - published) < SAME;
    }

    private static boolean isWilson(int successes, int trials, MetricValue published) {
        if (trials == 0 || !is((double) successes / trials, published.value())) {
            return false;
        }
        Bounds bounds = Bounds.wilson(successes, trials);
        return is(bounds.low(), published.low()) && is(bounds.high(), published.high());
    }

    int at(int index) {
        return switch (index) {
            case 0 -> hits;
            case 1 -> missed;
            case 2 -> flagged;
            case 3 -> left;
            case 4 -> hits + missed;
            case 5 -> flagged + left;
            case 6 -> hits + flagged;
            case 7 -> missed + left;
            case 8 -> hits + left;
            default -> missed + flagged;
        };
    }
}
