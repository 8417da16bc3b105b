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

/**
 * Sums for a number. Outcomes about the middle of the declared range, and errors, are rounded to a 2^-40th of the range's width; from there on all is
 * whole numbers and exact. So a range that is wide beside the errors costs nothing until they come near that step, and then the figure says so.
 * An error beyond 16 range widths counts as 16.
 */
record NumberSums(Outcome outcome, int rowBits) implements OutcomeSums {
    private static final String POWERS = "powers";
    private static final double LARGEST = 16;
    private static final int STEP_BITS = 40;

    /** What is smaller than 256 steps is not told from rounding. */
    private static final double SMALLEST_SQUARE = 0x1p16;

    /** Fewer rows say nothing about spread. */
    private static final double FEWEST_ROWS = 3;

    /** Below so many rows limits from the observed spread alone are too hopeful. */
    private static final double FEW_ROWS = 30;

    private static final String TOO_SMALL =
            "%s too small beside the outcome's declared range to be told from rounding: declare a narrower range";

    @Override
    public List<Segment> segments() {
        return List.of(Segment.plain(UNITS, 2, rowBits), NumberMoments.segment(POWERS));
    }

    private Range range() {
        return Objects.requireNonNull(
                outcome.range(), () -> "outcome '%s' declares no range".formatted(outcome.name()));
    }

    @Override
    public double[] tally(ScoredRows rows) {
        Block block = new Block(segments());
        block.addUnits(0, rows);
        double middle = range().low() + range().width() / 2;
        long[] outcomes = new long[rows.rows()];
        long[] errors = new long[rows.rows()];
        for (int row = 0; row < rows.rows(); row++) {
            outcomes[row] = steps(rows.outcomes()[row] - middle);
            errors[row] = steps(rows.outcomes()[row] - rows.score(row));
        }
        double[] powers = NumberMoments.of(outcomes, errors).toArray();
        for (int i = 0; i < powers.length; i++) {
            block.add(1, i, powers[i]);
        }
        return block.values();
    }

    private long steps(double distance) {
        double widths = Math.max(-LARGEST, Math.min(LARGEST, distance / range().width()));
        return Math.round(Math.scalb(widths, STEP_BITS));
    }

    @Override
    public Figures figures(GroupSum sum) {
        double[] units = sum.values(UNITS);
        NumberMoments moments = NumberMoments.of(units[0], sum.values(POWERS));
        Map<Metric, Estimate> metrics = Map.of(Metric.RMSE, rmse(units[0], moments), Metric.R2, r2(units[0], moments));
        return Figures.of(metrics, Tables.NONE, units);
    }

    private Estimate rmse(double rows, NumberMoments moments) {
        if (rows < FEWEST_ROWS) {
            return Reasons.of(rows, "needs 3 rows or more");
        }
        double square = moments.meanSquare();
        if (square > 0 && square < SMALLEST_SQUARE) {
            return Reasons.of(rows, TOO_SMALL.formatted("the errors are"));
        }
        double error = square == 0 ? 0 : moments.errorOfMeanSquare();
        Limits limits = error == 0
                ? new Limits(
                        ofEqualErrors(square, rows),
                        "Wilson on the share of other errors, which none of the rows shows")
                : new Limits(Bounds.log(square, square * error, rows - 1), "t on the log of the mean square");
        if (square > 0 && rows < FEW_ROWS) {
            limits = limits.or(Bounds.meanSquare(square, rows), "chi-square limits");
        }
        double step = Math.scalb(range().width(), -STEP_BITS);
        Bounds bounds = new Bounds(
                step * StrictMath.sqrt(limits.bounds().low()),
                step * StrictMath.sqrt(limits.bounds().high()));
        return Estimate.Measured.of(step * StrictMath.sqrt(square), bounds, limits.method(), Math.round(rows));
    }

    /** 1 − Σa/Σb with b the squared distance from the mean of these very rows. */
    private static Estimate r2(double rows, NumberMoments moments) {
        if (rows < FEWEST_ROWS) {
            return Reasons.of(rows, "needs 3 rows or more");
        }
        double total = moments.variance();
        if (total < SMALLEST_SQUARE) {
            return Reasons.of(
                    rows,
                    total == 0 ? "all outcomes are equal" : TOO_SMALL.formatted("differences of the outcome are"));
        }
        double square = moments.meanSquare();
        if (square > 0 && square < SMALLEST_SQUARE) {
            return Reasons.of(rows, TOO_SMALL.formatted("the errors are"));
        }
        Limits limits = unexplained(rows, square, total, moments);
        return Estimate.Measured.of(
                1 - square / total,
                new Bounds(1 - limits.bounds().high(), 1 - limits.bounds().low()),
                limits.method(),
                Math.round(rows));
    }

    private static Limits unexplained(double rows, double square, double total, NumberMoments moments) {
        if (square == 0) {
            Bounds errors = ofEqualErrors(0, rows);
            return new Limits(
                    new Bounds(0, errors.high() / total),
                    "Wilson on the share of errors, of which none of the rows shows any");
        }
        double ratio = square / total;
        double error = moments.errorOfRatio();
        Limits limits =
                new Limits(Bounds.log(ratio, ratio * error, rows - 1), "ratio estimator, t on the log of 1 − R²");
        return rows < FEW_ROWS || error == 0 ? limits.or(Bounds.varianceRatio(ratio, rows), "F limits") : limits;
    }

    /** Rows without any spread: others may have errors as large as the range, and as large as these. */
    private static Bounds ofEqualErrors(double square, double rows) {
        return Bounds.ofEqualRows(square, rows, 0, Math.max(square, Math.scalb(1.0, 2 * STEP_BITS)));
    }

    /** An interval and how it was made. */
    private record Limits(Bounds bounds, String method) {
        /** The shortest interval that holds both. */
        Limits or(Bounds other, String name) {
            Bounds union = new Bounds(Math.min(bounds.low(), other.low()), Math.max(bounds.high(), other.high()));
            return new Limits(union, method + ", at least " + name);
        }
    }
}
