package org.wardround.inference.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.sum.Segment;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.RatioEstimate;

/**
 * Sums for a number, in units of the declared range's width so that no bound depends on the unit: powers of the outcome about the range's middle
 * (y), squared errors (a) and their products. An error beyond 16 range widths counts as 16.
 */
record NumberSums(Outcome outcome, int rowBits) implements OutcomeSums {
    private static final String OUTCOMES = "outcomes";
    private static final String ERRORS = "errors";
    private static final double LARGEST_ERROR = 16;

    /** (16²)² = 2^16. */
    private static final int SQUARED_ERROR_BITS = 16;

    /** Fewer rows say nothing about spread. */
    private static final double FEWEST_ROWS = 3;

    @Override
    public List<Segment> segments() {
        return List.of(
                Segment.plain(UNITS, 2, rowBits),
                Segment.plain(OUTCOMES, 4, rowBits),
                Segment.plain(ERRORS, 4, rowBits + SQUARED_ERROR_BITS));
    }

    private Range range() {
        return Objects.requireNonNull(
                outcome.range(), () -> "outcome '%s' declares no range".formatted(outcome.name()));
    }

    @Override
    public double[] tally(ScoredRows rows) {
        Block block = new Block(segments());
        block.addUnits(0, rows);
        double width = range().width();
        double middle = range().low() + width / 2;
        for (int row = 0; row < rows.rows(); row++) {
            double y = (rows.outcomes()[row] - middle) / width;
            double error = Math.min(LARGEST_ERROR, Math.abs(rows.outcomes()[row] - rows.score(row)) / width);
            double a = error * error;
            addPowers(block, y);
            block.add(2, 0, a);
            block.add(2, 1, a * y);
            block.add(2, 2, a * y * y);
            block.add(2, 3, a * a);
        }
        return block.values();
    }

    private static void addPowers(Block block, double y) {
        double power = 1;
        for (int i = 0; i < 4; i++) {
            power *= y;
            block.add(1, i, power);
        }
    }

    @Override
    public Figures figures(GroupSum sum) {
        double[] units = sum.values(UNITS);
        double[] outcomes = sum.values(OUTCOMES);
        double[] errors = sum.values(ERRORS);
        Map<Metric, Estimate> metrics =
                Map.of(Metric.RMSE, rmse(units[0], errors), Metric.R2, r2(units[0], outcomes, errors));
        return Figures.of(metrics, Tables.NONE, units);
    }

    private Estimate rmse(double rows, double[] errors) {
        if (rows < FEWEST_ROWS) {
            return Reasons.of(rows, "needs 3 rows or more");
        }
        double meanSquare = errors[0] / rows;
        long n = Math.round(rows);
        if (meanSquare == 0) {
            return Estimate.Measured.of(0, new Bounds(0, 0), "no error at all", n);
        }
        double variance = Math.max(0, errors[3] - errors[0] * errors[0] / rows) / (rows - 1) / rows;
        Bounds ofSquare = Bounds.log(meanSquare, StrictMath.sqrt(variance), rows - 1);
        double width = range().width();
        Bounds bounds = new Bounds(width * StrictMath.sqrt(ofSquare.low()), width * StrictMath.sqrt(ofSquare.high()));
        return Estimate.Measured.of(width * StrictMath.sqrt(meanSquare), bounds, "t on the log of the mean square", n);
    }

    /** 1 − Σa/Σb with b the squared distance from the mean of these very rows. */
    private static Estimate r2(double rows, double[] outcomes, double[] errors) {
        if (rows < FEWEST_ROWS) {
            return Reasons.of(rows, "needs 3 rows or more");
        }
        double mean = outcomes[0] / rows;
        double total = outcomes[1] - rows * mean * mean;
        if (total <= 1e-18 * rows) {
            return Reasons.of(rows, "all outcomes are equal");
        }
        long n = Math.round(rows);
        if (errors[0] == 0) {
            return Estimate.Measured.of(1, new Bounds(1, 1), "no error at all", n);
        }
        RatioEstimate unexplained = new RatioEstimate(
                rows,
                errors[0],
                total,
                errors[3],
                errors[2] - 2 * mean * errors[1] + mean * mean * errors[0],
                fourthMoment(rows, mean, outcomes));
        Bounds bounds = Bounds.log(unexplained.value(), unexplained.standardError(), rows - 1);
        return Estimate.Measured.of(
                1 - unexplained.value(),
                new Bounds(1 - bounds.high(), 1 - bounds.low()),
                "ratio estimator, t on the log of 1 − R²",
                n);
    }

    /** Σ(y − mean)⁴ from the powers' sums. */
    private static double fourthMoment(double rows, double mean, double[] powers) {
        double m2 = mean * mean;
        return powers[3] - 4 * mean * powers[2] + 6 * m2 * powers[1] - 4 * m2 * mean * powers[0] + rows * m2 * m2;
    }
}
