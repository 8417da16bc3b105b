package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A number of each patient by which sums weigh its rows, such as a case weight: a group in which patients are more than once or never. Kept as what it is up to a factor, which no combination depends on; once to the last digit and once rounded, because weights
 * that are nearly alike but for a few patients, or were computed in another unit, tell nearly the same of these. {@code toString} shows no numbers. Immutable.
 */
public final class PatientNumbers {
    private final String name;
    private final long[] exact;
    private final long[] rounded;
    private final long[] unknown;

    /**
     * For each patient, in the order of the cohort, numbers modulo 2^61 − 1. Not copied.
     *
     * @param exact sums over the patient's rows
     * @param rounded sums of rounded numbers
     * @param unknown in how many rows the patient has none, so that something else stands in
     */
    public PatientNumbers(String name, long[] exact, long[] rounded, long[] unknown) {
        this.name = name;
        this.exact = exact;
        this.rounded = rounded;
        this.unknown = unknown;
        if (exact.length != rounded.length || exact.length != unknown.length) {
            throw new IllegalArgumentException("each patient of '%s' has three numbers".formatted(name));
        }
        if (List.of(exact, rounded, unknown).stream()
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
        return exact.length;
    }

    /** Shared: do not write. */
    public long[] exact() {
        return exact;
    }

    /** Shared: do not write. */
    public long[] rounded() {
        return rounded;
    }

    /** Shared: do not write. */
    public long[] unknown() {
        return unknown;
    }

    /** Which numbers count as alike when rounded. */
    public enum Rounding {
        /** What is multiplied: to about a thousandth of itself, in the unit of the first patient. */
        RELATIVE {
            @Override
            double of(double number, double first) {
                double ratio = number / first;
                int places = BITS - Math.getExponent(ratio);
                return ratio == 0 ? 0 : Math.scalb(Math.rint(Math.scalb(ratio, places)), -places);
            }
        },
        /** What is added: to about a thousandth, from the first patient on. */
        ABSOLUTE {
            @Override
            double of(double number, double first) {
                return Math.rint(Math.scalb(number - first, BITS));
            }
        };

        private static final int BITS = 10;

        abstract double of(double number, double first);
    }

    /** Adds up rows, one after the other. Not thread-safe. */
    public static final class Adding {
        private final String name;
        private final Rounding rounding;
        private final int patients;
        private final List<Row> rows = new ArrayList<>();

        private record Row(int patient, double number) {}

        public Adding(String name, Rounding rounding, int patients) {
            this.name = name;
            this.rounding = rounding;
            this.patients = patients;
        }

        /**
         * One more row of the patient.
         *
         * @param number finite; NaN: the row has none
         */
        public void add(int patient, double number) {
            rows.add(new Row(patient, number));
        }

        public PatientNumbers done() {
            double first = rows.stream()
                    .filter(row -> !Double.isNaN(row.number) && row.number != 0)
                    .min(Comparator.comparingInt(Row::patient).thenComparingDouble(Row::number))
                    .map(Row::number)
                    .orElse(1.0);
            long[] exact = new long[patients];
            long[] rounded = new long[patients];
            long[] unknown = new long[patients];
            for (Row row : rows) {
                if (Double.isNaN(row.number)) {
                    unknown[row.patient]++;
                } else {
                    add(exact, row.patient, row.number);
                    add(rounded, row.patient, rounding.of(row.number, first));
                }
            }
            scale(exact);
            scale(rounded);
            return new PatientNumbers(name, exact, rounded, unknown);
        }

        private static void add(long[] sums, int patient, double number) {
            sums[patient] = PrimeField.add(sums[patient], PrimeField.of(number));
        }

        /** So that the first is 1, whatever the unit. */
        private static void scale(long[] numbers) {
            long first = Arrays.stream(numbers)
                    .filter(number -> number != 0)
                    .findFirst()
                    .orElse(1);
            long factor = PrimeField.inverse(first);
            Arrays.setAll(numbers, i -> PrimeField.multiply(numbers[i], factor));
        }
    }

    @Override
    public String toString() {
        return "PatientNumbers[%s]".formatted(name);
    }
}
