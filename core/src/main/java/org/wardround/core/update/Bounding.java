package org.wardround.core.update;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/**
 * Bounds a raw update: refuses NaN and infinities, scales the clipped segments down to the given L2 norm, multiplies shared segments by the
 * site's share, and refuses a value beyond its declared bound. Two passes over the blocks. Thread-safe.
 *
 * @param maxNorm L2 norm over all clipped segments together; {@link Double#POSITIVE_INFINITY}: no clipping
 * @param share the site's w/W, above 0 up to 1
 */
public record Bounding(double maxNorm, double share, VectorWriter.Factory vectors) {
    public Bounding {
        if (!(maxNorm > 0) || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "maxNorm must be above 0 and share above 0 up to 1, got %s and %s".formatted(maxNorm, share));
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
        Pass norms = new Pass(local.values(), layout);
        double squares = 0;
        while (norms.next()) {
            if (!norms.isFinite()) {
                return new Outcome.Refused(
                        ErrorCode.NOT_FINITE,
                        "the update has NaN or infinite values in '%s'".formatted(norms.segment.name()));
            }
            squares += norms.segment.clipped() ? norms.squares() : 0;
        }
        double norm = StrictMath.sqrt(squares);
        if (!Double.isFinite(norm)) {
            return new Outcome.Refused(ErrorCode.NOT_FINITE, "the norm of the update is infinite");
        }
        return scale(local, norm > maxNorm ? maxNorm / norm : 1);
    }

    private Outcome scale(LocalUpdate local, double clipFactor) {
        SumLayout layout = local.layout();
        VectorWriter writer = vectors.create(layout.length());
        Pass pass = new Pass(local.values(), layout);
        while (pass.next()) {
            Segment segment = pass.segment;
            double factor = (segment.clipped() ? clipFactor : 1) * (segment.shared() ? share : 1);
            double bound = Math.scalb(segment.shared() ? share : 1, segment.boundExponent());
            if (!pass.multiplyWithin(factor, bound)) {
                return new Outcome.Refused(
                        ErrorCode.OUT_OF_BOUND,
                        "a value of '%s' is beyond the declared bound of 2^%d"
                                .formatted(segment.name(), segment.boundExponent()));
            }
            writer.append(pass.block, pass.count);
        }
        return new Outcome.Bounded(new BoundedUpdate(layout, writer.finish()));
    }

    /** Walks over the blocks of each segment in turn. */
    private static final class Pass {
        private final Vector values;
        private final SumLayout layout;
        private final double[] block;
        private int index;
        private long inSegment;
        private long offset;
        private int count;
        private Segment segment;

        Pass(Vector values, SumLayout layout) {
            this.values = values;
            this.layout = layout;
            this.block = new double[(int) Math.min(Vector.BLOCK, layout.length())];
            this.segment = layout.segments().get(0);
        }

        boolean next() {
            if (inSegment == segment.length()) {
                inSegment = 0;
                if (++index == layout.segments().size()) {
                    return false;
                }
                segment = layout.segments().get(index);
            }
            count = (int) Math.min(block.length, segment.length() - inSegment);
            values.read(offset, block, count);
            offset += count;
            inSegment += count;
            return true;
        }

        boolean isFinite() {
            for (int i = 0; i < count; i++) {
                if (!Double.isFinite(block[i])) {
                    return false;
                }
            }
            return true;
        }

        double squares() {
            double squares = 0;
            for (int i = 0; i < count; i++) {
                squares += block[i] * block[i];
            }
            return squares;
        }

        boolean multiplyWithin(double factor, double bound) {
            for (int i = 0; i < count; i++) {
                block[i] *= factor;
                if (Math.abs(block[i]) > bound) {
                    return false;
                }
            }
            return true;
        }
    }
}
