package org.wardround.core.update;

import java.util.List;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;

/**
 * Bounds a raw update: refuses NaN and infinities, scales the clipped segments down to the given L2 norm, multiplies shared segments by the
 * site's share, and refuses a value that is still beyond its declared bound.
 *
 * <p>The norm is that of all clipped segments together, in doubles added from front to back: the bits depend on neither JDK nor kind of vector.
 * It holds up to the rounding of doubles. One pass over the blocks; what comes of it is a view of the raw update, so that a large one is never copied. Thread-safe.
 *
 * @param maxNorm L2 norm over all clipped segments together, above 0; {@link Double#POSITIVE_INFINITY}: no clipping
 * @param share the site's w/W, above 0 up to 1
 */
public record Bounding(double maxNorm, double share) {
    public Bounding {
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("maxNorm must be above 0, got " + maxNorm);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 up to 1, got " + share);
        }
    }

    /** What came of bounding. */
    public sealed interface Outcome {
        record Bounded(BoundedUpdate update) implements Outcome {}

        /** The update can't leave; the reason names the segment and no value. */
        record Refused(ErrorCode code, String reason) implements Outcome {}
    }

    public Outcome bound(LocalUpdate local) {
        SumLayout layout = local.layout();
        double[] largest = new double[layout.segments().size()];
        double squares = 0;
        SegmentBlocks blocks = new SegmentBlocks(layout, local.values());
        while (blocks.next()) {
            largest[blocks.index()] = Math.max(largest[blocks.index()], blocks.largest());
            squares = blocks.segment().clipped() ? blocks.addSquares(squares) : squares;
        }
        for (int i = 0; i < largest.length; i++) {
            if (!Double.isFinite(largest[i])) {
                return new Outcome.Refused(
                        ErrorCode.NOT_FINITE,
                        "the update has NaN or infinite values in '%s'"
                                .formatted(layout.segments().get(i).name()));
            }
        }
        if (!Double.isFinite(squares)) {
            return new Outcome.Refused(ErrorCode.NOT_FINITE, "the norm of the update is too large for a number");
        }
        double norm = StrictMath.sqrt(squares);
        return scale(local, largest, norm > maxNorm ? maxNorm / norm : 1);
    }

    private Outcome scale(LocalUpdate local, double[] largest, double clipFactor) {
        List<Segment> segments = local.layout().segments();
        for (int i = 0; i < largest.length; i++) {
            Segment segment = segments.get(i);
            // Rounded multiplication keeps order: if the largest value is within the bound, all are.
            double bound = Math.scalb(segment.shared() ? share : 1, segment.boundExponent());
            if (largest[i] * factor(segment, clipFactor) > bound) {
                return new Outcome.Refused(
                        ErrorCode.OUT_OF_BOUND,
                        "a value of '%s' is beyond the declared bound of 2^%d"
                                .formatted(segment.name(), segment.boundExponent()));
            }
        }
        double[] factors = segments.stream()
                .mapToDouble(segment -> factor(segment, clipFactor))
                .toArray();
        return new Outcome.Bounded(
                new BoundedUpdate(local.layout(), new ScaledVector(local.layout(), local.values(), factors)));
    }

    private double factor(Segment segment, double clipFactor) {
        return (segment.clipped() ? clipFactor : 1) * (segment.shared() ? share : 1);
    }
}
