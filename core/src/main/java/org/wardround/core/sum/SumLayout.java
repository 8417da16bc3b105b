package org.wardround.core.sum;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/**
 * How a vector is laid out and rounded so that its sum over at most {@code maxContributors} sites can't overflow 64 bits.
 *
 * <p>Each segment has a power-of-two scale {@code 2^f} with {@code f = 62 − b − ⌈log₂ maxContributors⌉}, b being its bound's exponent: then
 * {@code maxContributors · 2^(b+f) ≤ 2^62 < 2^63}. The shares of all sites add up to 1, so the sum of a shared segment is itself within
 * {@code 2^b} and {@code f = 62 − b} whatever the number of sites: a millionth of a small number keeps its digits. The scale is fixed before a round starts and never adapted to data. Rounding is to the nearest
 * multiple of 2^-f, ties to even, so a sum of n values is off by at most n·2^-(f+1). Immutable.
 */
public final class SumLayout {
    private static final int USABLE_BITS = 62;

    private final List<Segment> segments;
    private final long[] starts;
    private final int contributorBits;
    private final int maxContributors;

    public SumLayout(int maxContributors, List<Segment> segments) {
        if (maxContributors < 1) {
            throw new IllegalArgumentException("a sum has at least one contributor, got " + maxContributors);
        }
        this.segments = List.copyOf(segments);
        this.maxContributors = maxContributors;
        this.contributorBits = Integer.SIZE - Integer.numberOfLeadingZeros(maxContributors - 1);
        this.starts = new long[segments.size() + 1];
        for (int i = 0; i < segments.size(); i++) {
            starts[i + 1] = starts[i] + segments.get(i).length();
        }
        requireDistinctNames();
        requireUsefulScales();
    }

    private void requireDistinctNames() {
        List<String> names = segments.stream().map(Segment::name).toList();
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("segment names must differ, got " + names);
        }
    }

    private void requireUsefulScales() {
        List<String> tooLarge = new ArrayList<>();
        for (Segment segment : segments) {
            // A grid coarser than 2^-1 could not even tell counts apart.
            if (fractionBits(segment) < 0) {
                tooLarge.add("%s (bound 2^%d)".formatted(segment.name(), segment.boundExponent()));
            }
        }
        if (!tooLarge.isEmpty()) {
            throw new FederationException(
                    ErrorCode.SUM_OVERFLOW,
                    "these sums over %d sites don't fit 64 bits: %s; declare narrower ranges in the study"
                            .formatted(maxContributors, String.join(", ", tooLarge)));
        }
    }

    public List<Segment> segments() {
        return segments;
    }

    public int maxContributors() {
        return maxContributors;
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
        return segments.stream().anyMatch(segment -> segment.name().equals(name));
    }

    /** The index of the segment that holds position {@code offset}. */
    int indexAt(long offset) {
        int index = 0;
        while (starts[index + 1] <= offset) {
            index++;
        }
        return index;
    }

    long start(int index) {
        return starts[index];
    }

    /** f: values of the segment are multiples of 2^-f. */
    public int fractionBits(Segment segment) {
        return USABLE_BITS - segment.boundExponent() - (segment.shared() ? 0 : contributorBits);
    }

    private int indexOf(String name) {
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no segment '%s' among %s"
                .formatted(name, segments.stream().map(Segment::name).toList()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SumLayout that
                && segments.equals(that.segments)
                && maxContributors == that.maxContributors;
    }

    @Override
    public int hashCode() {
        return 31 * segments.hashCode() + maxContributors;
    }

    @Override
    public String toString() {
        return "SumLayout[%d contributors, %s]".formatted(maxContributors, segments);
    }
}
