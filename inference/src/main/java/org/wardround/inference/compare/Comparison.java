package org.wardround.inference.compare;

/** The difference of one metric between two models on the same rows, or the reason why there is none. */
public sealed interface Comparison {
    /** Rows that it rests on. */
    long n();

    String note();

    /**
     * A difference.
     *
     * @param difference value of the first model minus that of the second; its sign is not turned for metrics where less is better
     * @param low lower end of the paired interval
     * @param high upper end of the paired interval
     * @param p two-sided, of no difference
     * @param method how interval and p were made
     * @param sufficient whether the rows are enough for the method to be trusted with a verdict; the note says why not
     */
    record Measured(
            double difference,
            double low,
            double high,
            double p,
            long n,
            String method,
            boolean sufficient,
            String note)
            implements Comparison {
        public Measured {
            boolean finite = Double.isFinite(difference) && Double.isFinite(low) && Double.isFinite(high);
            if (!finite || !(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("a comparison by '%s' must be finite".formatted(method));
            }
            low = Math.min(low, difference);
            high = Math.max(high, difference);
        }

        /** The same with an interval that reaches at least {@code half} to either side. */
        Measured reaching(double half) {
            return new Measured(
                    difference,
                    Math.min(low, difference - half),
                    Math.max(high, difference + half),
                    p,
                    n,
                    method + ", at least Tango's width without disagreement",
                    sufficient,
                    note);
        }

        /** The same with an interval that ends where no difference can lie beyond: at ±{@code largest}. */
        Measured within(double largest) {
            return new Measured(
                    difference, Math.max(low, -largest), Math.min(high, largest), p, n, method, sufficient, note);
        }

        /** The same, but not to be trusted with a verdict. */
        Measured insufficient(String why) {
            return new Measured(difference, low, high, p, n, method, false, note.isEmpty() ? why : note + "; " + why);
        }
    }

    /** No difference can be computed; the note says why. */
    record Undefined(long n, String note) implements Comparison {}
}
