package org.wardround.testkit.network;

import java.time.Duration;

/**
 * What one direction of a connection is like. Immutable.
 *
 * @param delay of each byte, at least 0
 * @param bitsPerSecond at least 1
 */
public record Line(Duration delay, long bitsPerSecond) {
    /** As fast as this computer. */
    public static final Line FAST = new Line(Duration.ZERO, Long.MAX_VALUE);

    private static final int BITS = 8;

    public Line {
        if (delay.isNegative() || bitsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "a line has no negative delay and at least 1 bit/s, got %s and %d".formatted(delay, bitsPerSecond));
        }
    }

    /** How long {@code bytes} occupy the line. */
    long nanos(int bytes) {
        return (long) ((double) bytes * BITS * 1e9 / bitsPerSecond);
    }
}
