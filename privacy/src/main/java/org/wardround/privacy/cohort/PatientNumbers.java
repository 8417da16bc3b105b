package org.wardround.privacy.cohort;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A number of each patient by which sums weigh its rows, such as a case weight: a group in which patients are more than once or never. Kept as what it is up to a factor, which no combination depends on; once finely and once coarsely, because weights
 * that are nearly alike but for a few patients, or were computed in another unit, tell nearly the same of these. {@code toString} shows no numbers. Immutable.
 */
public final class PatientNumbers {
    /** What adding rows in another order changes is left out, and what is told of a patient then, too. */
    private static final int FINE_BITS = 40;

    private static final int COARSE_BITS = 10;

    private final String name;
    private final long[] fine;
    private final long[] coarse;
    private final long[] unknown;

    /**
     * For each patient, in the order of the cohort, numbers modulo 2^61 − 1. Not copied.
     *
     * @param fine sums over the patient's rows, to twelve digits
     * @param coarse the same to three
     * @param unknown in how many rows the patient has none, so that something else stands in
     */
    public PatientNumbers(String name, long[] fine, long[] coarse, long[] unknown) {
        this.name = name;
        this.fine = fine;
        this.coarse = coarse;
        this.unknown = unknown;
        if (fine.length != coarse.length || fine.length != unknown.length) {
            throw new IllegalArgumentException("each patient of '%s' has three numbers".formatted(name));
        }
        if (List.of(fine, coarse, unknown).stream()
                .flatMapToLong(Arrays::stream)
                .anyMatch(number -> number < 0 || number >= PrimeField.PRIME)) {
            throw new IllegalArgumentException("numbers of '%s' are from 0 to 2^61 − 2".formatted(name));
        }
    }

    public String name() {
        return name;
    }

    /** Of how many patients. */
    public int patients() {
        return fine.length;
    }

    /** Shared: do not write. */
    public long[] fine() {
        return fine;
    }

    /** Shared: do not write. */
    public long[] coarse() {
        return coarse;
    }

    /** Shared: do not write. */
    public long[] unknown() {
        return unknown;
    }

    /** Which numbers count as nearly alike. */
    public enum Likeness {
        /** What is multiplied: to about a thousandth of itself, in the unit of the first patient. */
        RATIO {
            @Override
            double of(double total, int rows, double first) {
                return rounded(total / first, COARSE_BITS);
            }
        },
        /** What is added: to about a thousandth, from the first patient on. */
        DIFFERENCE {
            @Override
            double of(double total, int rows, double first) {
                return Math.rint(Math.scalb(total - rows * first, COARSE_BITS));
            }
        };

        abstract double of(double total, int rows, double first);
    }

    /** To so many binary digits. */
    private static double rounded(double number, int bits) {
        int places = bits - Math.getExponent(number);
        return number == 0 ? 0 : Math.scalb(Math.rint(Math.scalb(number, places)), -places);
    }

    /** Adds up rows, one after the other. Not thread-safe. */
    public static final class Adding {
        private final String name;
        private final Likeness likeness;
        private final double[] totals;
        private final int[] rows;
        private final long[] unknown;

        public Adding(String name, Likeness likeness, int patients) {
            this.name = name;
            this.likeness = likeness;
            this.totals = new double[patients];
            this.rows = new int[patients];
            this.unknown = new long[patients];
        }

        /**
         * One more row of the patient.
         *
         * @param number finite; NaN: the row has none
         */
        public void add(int patient, double number) {
            if (Double.isNaN(number)) {
                unknown[patient]++;
            } else {
                totals[patient] += number;
                rows[patient]++;
            }
        }

        public PatientNumbers done() {
            int first = IntStream.range(0, totals.length)
                    .filter(patient -> totals[patient] != 0)
                    .findFirst()
                    .orElse(-1);
            double unit = first < 0 ? 1 : totals[first] / (likeness == Likeness.RATIO ? 1 : rows[first]);
            return new PatientNumbers(
                    name,
                    elements(patient -> rounded(totals[patient], FINE_BITS)),
                    elements(patient -> likeness.of(totals[patient], rows[patient], unit)),
                    unknown);
        }

        /** In the unit in which the first is 1. */
        private long[] elements(IntToDoubleFunction number) {
            long[] elements = IntStream.range(0, totals.length)
                    .mapToLong(patient -> PrimeField.of(number.applyAsDouble(patient)))
                    .toArray();
            long factor = PrimeField.inverse(Arrays.stream(elements)
                    .filter(element -> element != 0)
                    .findFirst()
                    .orElse(1));
            Arrays.setAll(elements, i -> PrimeField.multiply(elements[i], factor));
            return elements;
        }
    }

    @Override
    public String toString() {
        return "PatientNumbers[%s]".formatted(name);
    }
}
