package org.wardround.core.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/**
 * How a vector is laid out and rounded so that its sum over at most {@code maxContributors} sites can't overflow its ring: 64 bits, or 32 for large models.
 *
 * <p>Each segment has a power-of-two scale {@code 2^f} with {@code f = 62 − b − ⌈log₂ maxContributors⌉} (30 in place of 62 where the ring has 32 bits), b being its bound's exponent: then
 * {@code maxContributors · 2^(b+f) ≤ 2^62}. The shares of all sites add up to at most 1, so the sum of a shared segment is itself within 2^b and
 * {@code f = 62 − b} whatever the number of sites: a millionth of a small number keeps its digits. Rounding adds at most half a word a site,
 * which stays below 2^63 in either case.
 *
 * <p>The scale is fixed before a round starts and never adapted to data. Rounding is to the nearest multiple of 2^-f, ties to even, so a sum of
 * n values is off by at most n·2^-(f+1). A bound that leaves no grid of 1 or finer is refused with {@link ErrorCode#SUM_OVERFLOW}. Immutable.
 */
public final class SumLayout {
    private final List<Segment> segments;
    private final Map<String, Integer> positions;
    private final long[] starts;
    private final int contributorBits;
    private final int maxContributors;
    private final Ring ring;

    /**
     * @param maxContributors the most sites that a sum may have, at least 1
     * @param segments one or more, with distinct names, in the order in which they stand in the vector
     */
    public SumLayout(int maxContributors, List<Segment> segments) {
        this(maxContributors, segments, Ring.BITS_64);
    }

    /** The same in another ring. */
    public SumLayout(int maxContributors, List<Segment> segments, Ring ring) {
        if (maxContributors < 1) {
            throw new IllegalArgumentException("a sum has at least one contributor, got " + maxContributors);
        }
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a layout needs at least one segment");
        }
        this.segments = List.copyOf(segments);
        this.positions = new HashMap<>();
        this.maxContributors = maxContributors;
        this.ring = ring;
        this.contributorBits = Integer.SIZE - Integer.numberOfLeadingZeros(maxContributors - 1);
        this.starts = new long[this.segments.size() + 1];
        for (int i = 0; i < this.segments.size(); i++) {
            Segment segment = this.segments.get(i);
            starts[i + 1] = Math.addExact(starts[i], segment.length());
            if (positions.put(segment.name(), i) != null) {
                throw new IllegalArgumentException(
                        "segment names must differ, got '%s' twice".formatted(segment.name()));
            }
        }
        requireUsefulScales();
    }

    private void requireUsefulScales() {
        List<String> tooLarge = new ArrayList<>();
        for (Segment segment : segments) {
            // A grid coarser than 1 could not even count.
            if (fractionBits(segment) < 0) {
                tooLarge.add("%s (bound 2^%d)".formatted(segment.name(), segment.boundExponent()));
            }
        }
        if (!tooLarge.isEmpty()) {
            throw new FederationException(
                    ErrorCode.SUM_OVERFLOW,
                    "these sums over %d sites don't fit %d bits: %s; declare narrower ranges in the study"
                            .formatted(maxContributors, ring.wordBytes() * Byte.SIZE, String.join(", ", tooLarge)));
        }
    }

    public List<Segment> segments() {
        return segments;
    }

    public int maxContributors() {
        return maxContributors;
    }

    /** In which the sum is taken. */
    public Ring ring() {
        return ring;
    }

    /** Number of values in all segments. */
    public long length() {
        return starts[segments.size()];
    }

    /** The position of the first value of the segment. */
    public long start(String name) {
        return starts[indexOf(name)];
    }

    public Segment segment(String name) {
        return segments.get(indexOf(name));
    }

    public boolean has(String name) {
        return positions.containsKey(name);
    }

    /** The index of the segment that holds position {@code offset}, which is from 0 to below {@link #length()}. */
    int indexAt(long offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** The position of the first value of the segment at {@code index}; for the number of segments, the length. */
    long start(int index) {
        return starts[index];
    }

    /** f: values of the segment are multiples of 2^-f. */
    public int fractionBits(Segment segment) {
        return ring.usableBits() - segment.boundExponent() - (segment.shared() ? 0 : contributorBits);
    }

    /** 2^f of the segment at {@code index}. */
    double scale(int index) {
        return Math.scalb(1.0, fractionBits(segments.get(index)));
    }

    /** Throws {@link IllegalStateException} where {@code contributors} could overflow the sum. */
    void requireRoomFor(long contributors) {
        if (contributors > maxContributors) {
            throw new IllegalStateException("the scales are chosen for %d contributors at most, got %d"
                    .formatted(maxContributors, contributors));
        }
    }

    int indexOf(String name) {
        @Nullable Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException("no segment '%s' among %s"
                    .formatted(name, segments.stream().map(Segment::name).toList()));
        }
        return position;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SumLayout that
                && segments.equals(that.segments)
                && ring == that.ring
                && maxContributors == that.maxContributors;
    }

    @Override
    public int hashCode() {
        return Objects.hash(segments, maxContributors, ring);
    }

    @Override
    public String toString() {
        return "SumLayout[%d contributors, %s]".formatted(maxContributors, segments);
    }
}
