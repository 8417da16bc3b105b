package org.wardround.core.update;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.Vector;

/**
 * One site's update as it arrived, to be read by itself: never added to another's, and not a {@link Sum} for any algorithm that takes sums. What the site
 * says is a claim; only length and bounds have been checked. As safe for concurrent reading as its words.
 */
public final class PerSiteUpdate {
    private final SiteId site;
    private final Sum alone;

    private PerSiteUpdate(SiteId site, Sum alone) {
        this.site = site;
        this.alone = alone;
    }

    /** What came of holding what arrived against its layout. */
    public sealed interface Outcome {
        record Accepted(PerSiteUpdate update) implements Outcome {}

        /** It can't count; the reason names the segment and no value. */
        record Refused(ErrorCode code, String reason) implements Outcome {}
    }

    /** Words of the layout's length are finite by themselves; a value beyond its declared bound is refused. One pass over the blocks. */
    public static Outcome accept(SiteId site, SumLayout layout, Words words) {
        if (words.length() != layout.length()) {
            return new Outcome.Refused(
                    ErrorCode.WRONG_LENGTH,
                    "%d values are asked, %d arrived".formatted(layout.length(), words.length()));
        }
        PerSiteUpdate update = new PerSiteUpdate(site, new Sum(layout, words, 1));
        for (Segment segment : layout.segments()) {
            if (update.largest(segment) > Math.scalb(1.0, segment.boundExponent())) {
                return new Outcome.Refused(
                        ErrorCode.OUT_OF_BOUND,
                        "a value of '%s' is beyond the declared bound of 2^%d"
                                .formatted(segment.name(), segment.boundExponent()));
            }
        }
        return new Outcome.Accepted(update);
    }

    public SiteId site() {
        return site;
    }

    public SumLayout layout() {
        return alone.layout();
    }

    /** The only value of a segment of length 1. */
    public double value(String segment) {
        return alone.value(segment);
    }

    /** The values of a segment: a view that decodes its blocks when they are read. */
    public Vector vector(String segment) {
        return new View(alone, segment);
    }

    private double largest(Segment segment) {
        double[] block = new double[(int) Math.min(Vector.BLOCK, segment.length())];
        double largest = 0;
        for (long offset = 0; offset < segment.length(); offset += block.length) {
            int count = (int) Math.min(block.length, segment.length() - offset);
            alone.read(segment.name(), offset, block, count);
            for (int i = 0; i < count; i++) {
                largest = Math.max(largest, Math.abs(block[i]));
            }
        }
        return largest;
    }

    private record View(Sum alone, String segment) implements Vector {
        @Override
        public long length() {
            return alone.layout().segment(segment).length();
        }

        @Override
        public void read(long offset, double[] target, int count) {
            alone.read(segment, offset, target, count);
        }

        /** Shows the length, never values. */
        @Override
        public String toString() {
            return "View[%d values]".formatted(length());
        }
    }

    /** Shows whose it is, never values. */
    @Override
    public String toString() {
        return "PerSiteUpdate[%s, %d values]".formatted(site, alone.layout().length());
    }
}
