package org.wardround.protocol.transport;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/**
 * How often an address may call Enrol: 5 times a minute, by a bucket that refills evenly. Remembers the addresses of the last minute, at most
 * 10,000; beyond them everybody has to wait. Thread-safe.
 */
public final class EnrolmentRate {
    private static final int CALLS = 5;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int ADDRESSES = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private record Bucket(double left, long at) {}

    /** {@code nanoTime} is a monotonic clock in nanoseconds, as {@link System#nanoTime}. */
    public EnrolmentRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Counts one call; TOO_MANY_CALLS if it is one too many. */
    public synchronized void take(String address) {
        long now = nanoTime.getAsLong();
        forget(now);
        Bucket bucket = buckets.getOrDefault(address, new Bucket(CALLS, now));
        double left = Math.min(CALLS, bucket.left() + (double) (now - bucket.at()) * CALLS / MINUTE_NANOS);
        boolean full = buckets.size() >= ADDRESSES && !buckets.containsKey(address);
        if (left < 1 || full) {
            throw new FederationException(
                    ErrorCode.TOO_MANY_CALLS,
                    "Enrol may be called %d times a minute from one address: wait a minute".formatted(CALLS));
        }
        buckets.put(address, new Bucket(left - 1, now));
    }

    // Oldest first: the map is in the order of use.
    private void forget(long now) {
        Iterator<Bucket> oldest = buckets.values().iterator();
        while (oldest.hasNext() && now - oldest.next().at() > MINUTE_NANOS) {
            oldest.remove();
        }
    }
}
