package org.wardround.core.strategy;

import java.util.Arrays;

/**
 * A sum in whole units to which no single patient adds more than a norm. Each patient's vector is scaled down to the norm and rounded; whatever it is, NaN and infinities too, the sum changes by {@link
 * StepPrivacy#UNITS} in Euclidean norm at most: rounding is part of that. Not thread-safe.
 */
public final class PatientSums {
    private final double maxNorm;
    private final double room;
    private final long[] sum;

    /**
     * @param maxNorm above 0
     * @throws IllegalArgumentException where so many numbers leave no room, see {@link StepPrivacy#room}
     */
    public PatientSums(int length, double maxNorm) {
        this.maxNorm = maxNorm;
        this.room = StepPrivacy.room(length);
        this.sum = new long[length];
    }

    /** What a unit of sums of so many numbers is. */
    public static double unit(long length, double maxNorm) {
        return maxNorm / StepPrivacy.room(length);
    }

    /** Starts again from zeros. */
    public void clear() {
        Arrays.fill(sum, 0);
    }

    /** Adds a patient's vector; one that holds what is no number counts as nothing. */
    public void add(double[] one) {
        double most = 0;
        for (double value : one) {
            // NaN and infinities must not pass: what can't be clipped counts as nothing.
            if (!Double.isFinite(value)) {
                return;
            }
            most = Math.max(most, Math.abs(value));
        }
        if (most == 0) {
            return;
        }
        double squares = 0;
        for (double value : one) {
            squares += (value / most) * (value / most);
        }
        double norm = most * StrictMath.sqrt(squares);
        double factor = norm > maxNorm ? room / norm : room / maxNorm;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += Math.round(one[i] * factor);
        }
    }

    /** The sum with noise, which each call draws anew. Good until the next call. */
    public long[] noised(StepPrivacy chance) {
        chance.addNoise(sum);
        return sum;
    }
}
