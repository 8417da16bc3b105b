package org.wardround.inference.regression;

import java.util.List;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.cox.TimeGrid;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.newton.Stopping;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;

/**
 * A regression to be fitted. Plain data.
 *
 * @param columns one for each feature of the dataset, in order; at least one, names distinct
 * @param outcome what the outcome can be: [0, 1] for binary, counts from 0, times from 0
 */
public record RegressionSpec(
        Family family,
        List<DesignColumn> columns,
        Range outcome,
        Limits limits,
        Penalty penalty,
        Stopping stopping,
        Extras extras) {
    public RegressionSpec {
        columns = List.copyOf(columns);
        long names = columns.stream().map(DesignColumn::name).distinct().count();
        if (columns.isEmpty() || names != columns.size()) {
            throw new IllegalArgumentException("a regression needs one or more columns, all of different names");
        }
        if (penalty instanceof Penalty.Firth && !(family instanceof Family.Glm)) {
            throw new IllegalArgumentException("Firth's penalty is for the linear, logistic and Poisson model");
        }
        if (penalty instanceof Penalty.Ridge && family instanceof Family.RandomIntercept) {
            throw new IllegalArgumentException("a model with a random intercept takes no penalty");
        }
    }

    /** Without penalty and extras, to the default tolerance. */
    public static RegressionSpec of(Family family, List<DesignColumn> columns, Range outcome, Limits limits) {
        return new RegressionSpec(family, columns, outcome, limits, new Penalty.None(), Stopping.DEFAULT, Extras.NONE);
    }

    public RegressionSpec withPenalty(Penalty other) {
        return new RegressionSpec(family, columns, outcome, limits, other, stopping, extras);
    }

    public RegressionSpec withStopping(Stopping other) {
        return new RegressionSpec(family, columns, outcome, limits, penalty, other, extras);
    }

    public RegressionSpec withExtras(Extras other) {
        return new RegressionSpec(family, columns, outcome, limits, penalty, stopping, other);
    }

    public RegressionSpec withLimits(Limits other) {
        return new RegressionSpec(family, columns, outcome, other, penalty, stopping, extras);
    }

    /** What a time of 0 counts as in log t: half a step of the time grid, or half a unit without one. */
    double smallestTime() {
        TimeGrid grid = extras.baseline();
        return grid == null ? 0.5 : grid.step() / 2;
    }

    /** The terms, in order of first appearance. */
    public List<String> terms() {
        return columns.stream().map(DesignColumn::term).distinct().toList();
    }
}
