package org.wardround.privacy.noise;

/** Noise in whole numbers, symmetric about 0. Each call draws anew. Not thread-safe. */
public sealed interface IntegerNoise permits DiscreteGaussian, DiscreteLaplace {
    /** One draw. */
    long next();

    /** Adds a draw of its own to each entry; throws {@link ArithmeticException} where a sum leaves 64 bits, having changed entries before it. */
    default void addTo(long[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.addExact(values[i], next());
        }
    }
}
