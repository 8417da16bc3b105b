package org.wardround.privacy.crypto;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shares of a secret of which any {@code threshold} give it back and fewer tell nothing: a polynomial over 2^16 elements for every two bytes, whose value at 0 is the
 * secret and at i the share of number i, counted from 1. Works by tables, so its time depends on secrets as much as a cache's does. Thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/359168.359176">Shamir 1979</a>
 */
public record SecretSharing(int threshold, int shares) {
    /** The most shares that there can be. */
    public static final int MAX_SHARES = 0xFFFF;

    public SecretSharing {
        if (threshold < 1 || threshold > shares || shares > MAX_SHARES) {
            throw new IllegalArgumentException(
                    "a secret is shared among 1 to %d with a threshold of 1 or more, got %d of %d"
                            .formatted(MAX_SHARES, threshold, shares));
        }
    }

    /** How many random bytes {@link #share} uses up for a secret of that size. */
    public int randomBytes(int secretBytes) {
        return (threshold - 1) * secretBytes;
    }

    /**
     * The shares of numbers 1 to {@link #shares()}, in order, each as long as the secret.
     *
     * @param secret an even number of bytes
     * @param random {@link #randomBytes} bytes that nobody knows and nothing else uses
     */
    public byte[][] share(byte[] secret, byte[] random) {
        if (secret.length % 2 != 0 || random.length != randomBytes(secret.length)) {
            throw new IllegalArgumentException("a secret has an even number of bytes and %d random ones, got %d and %d"
                    .formatted(randomBytes(secret.length), secret.length, random.length));
        }
        byte[][] all = new byte[shares][secret.length];
        for (int at = 0; at < secret.length; at += 2) {
            for (int number = 1; number <= shares; number++) {
                // Horner's rule, from the highest coefficient down to the secret itself.
                int value = 0;
                for (int degree = threshold - 1; degree > 0; degree--) {
                    value = Field65536.multiply(value, number) ^ read(random, (degree - 1) * secret.length + at);
                }
                write(all[number - 1], at, Field65536.multiply(value, number) ^ read(secret, at));
            }
        }
        return all;
    }

    /**
     * The secret from {@link #threshold()} shares or more, of which the first are taken. What comes of wrong shares is some other secret: hold it against what is known of
     * it.
     *
     * @param byNumber shares by their numbers, all of one even length
     */
    public byte[] combine(Map<Integer, byte[]> byNumber) {
        SortedMap<Integer, byte[]> sorted = new TreeMap<>(byNumber);
        if (sorted.size() < threshold || sorted.firstKey() < 1 || sorted.lastKey() > shares) {
            throw new IllegalArgumentException("%d shares with numbers from 1 to %d are needed, got %s"
                    .formatted(threshold, shares, sorted.keySet()));
        }
        int[] numbers = sorted.keySet().stream()
                .limit(threshold)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] weights = weightsAtZero(numbers);
        byte[] secret = new byte[Objects.requireNonNull(sorted.get(numbers[0])).length];
        for (int i = 0; i < threshold; i++) {
            byte[] share = Objects.requireNonNull(sorted.get(numbers[i]));
            if (share.length != secret.length || share.length % 2 != 0) {
                throw new IllegalArgumentException("the shares have different or odd lengths");
            }
            for (int at = 0; at < secret.length; at += 2) {
                write(secret, at, read(secret, at) ^ Field65536.multiply(weights[i], read(share, at)));
            }
        }
        return secret;
    }

    /** Lagrange's weights: the product of j / (j − i) over the other numbers j, and minus is plus here. */
    private static int[] weightsAtZero(int[] numbers) {
        int[] weights = new int[numbers.length];
        Arrays.fill(weights, 1);
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < numbers.length; j++) {
                if (i != j) {
                    weights[i] =
                            Field65536.multiply(weights[i], Field65536.divide(numbers[j], numbers[j] ^ numbers[i]));
                }
            }
        }
        return weights;
    }

    private static int read(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static void write(byte[] bytes, int at, int element) {
        bytes[at] = (byte) (element >> 8);
        bytes[at + 1] = (byte) element;
    }
}
