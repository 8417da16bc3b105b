package org.wardround.core.study;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the model of a study must reach to be accepted, said before anybody has seen a result. It is judged by the whole 95 % interval and never by the value alone.
 *
 * @param limit to which side of what the metric must lie
 * @param over on whose test rows
 */
public record AcceptanceCriterion(Metric metric, Limit limit, Over over) {
    private static final Set<Metric> POSITIVE = EnumSet.of(Metric.LOG_LOSS, Metric.RMSE);
    private static final Set<Metric> BELOW_ONE = EnumSet.of(Metric.R2, Metric.NET_BENEFIT);
    private static final Set<Metric> ANY = EnumSet.of(Metric.CALIBRATION_INTERCEPT, Metric.CALIBRATION_SLOPE);

    public AcceptanceCriterion {
        requireDirection(metric, limit);
        requirePossible(metric, limit.value());
        if (metric == Metric.CONCORDANCE_ALL_PAIRS && !(over instanceof Over.All)) {
            throw new IllegalArgumentException(
                    "concordanceAllPairs counts pairs across sites, so it is known over all sites alone; say over: all, or choose concordance");
        }
    }

    /** To which side of a value the metric must lie. */
    public sealed interface Limit {
        double value();

        /** The value or more; the whole interval is there where its lower end is. */
        record AtLeast(double value) implements Limit {}

        /** The value or less; the whole interval is there where its upper end is. */
        record AtMost(double value) implements Limit {}
    }

    /** On whose test rows a criterion is judged. */
    public sealed interface Over {
        /** Those of all sites together. */
        record All() implements Over {}

        /** Those of each site by itself: every one must meet the criterion. */
        record EverySite() implements Over {}

        /**
         * Those of the groups of one variable, over all sites together: every one must meet the criterion.
         *
         * @param value the code of the only group that is meant; empty for all groups of the variable
         */
        record Group(String variable, String value) implements Over {}
    }

    private static void requireDirection(Metric metric, Limit limit) {
        if (!metric.canBePrimary()) {
            return;
        }
        if (metric.higherIsBetter() && limit instanceof Limit.AtMost) {
            throw new IllegalArgumentException("more %s is better, so a model is accepted from a value on; say atLeast"
                    .formatted(metric.jsonName()));
        }
        if (!metric.higherIsBetter() && limit instanceof Limit.AtLeast) {
            throw new IllegalArgumentException(
                    "less %s is better, so a model is accepted up to a value; say atMost".formatted(metric.jsonName()));
        }
    }

    private static void requirePossible(Metric metric, double value) {
        boolean possible;
        String where;
        if (ANY.contains(metric)) {
            possible = Double.isFinite(value);
            where = "is a finite number";
        } else if (POSITIVE.contains(metric)) {
            possible = value > 0 && Double.isFinite(value);
            where = "lies above 0";
        } else if (BELOW_ONE.contains(metric)) {
            possible = value < 1 && Double.isFinite(value);
            where = "lies below 1";
        } else {
            // The Brier score of several classes sums over them.
            double most = metric == Metric.BRIER ? 2 : 1;
            possible = value > 0 && value < most;
            where = "lies above 0 and below %.0f".formatted(most);
        }
        if (!possible) {
            throw new IllegalArgumentException(
                    "a threshold of %s %s, got %s".formatted(metric.jsonName(), where, value));
        }
    }

    /** {@code AUROC at least 0.75, over all sites together}. */
    public String words() {
        return "%s %s %s, %s"
                .formatted(
                        metric.title(),
                        limit instanceof Limit.AtLeast ? "at least" : "at most",
                        limit.value(),
                        wordsOfPlace());
    }

    private String wordsOfPlace() {
        if (over instanceof Over.Group group) {
            return group.value().isEmpty()
                    ? "in every group by " + group.variable()
                    : "where %s is %s".formatted(group.variable(), group.value());
        }
        return over instanceof Over.All ? "over all sites together" : "at every site";
    }
}
