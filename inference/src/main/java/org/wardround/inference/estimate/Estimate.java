package org.wardround.inference.estimate;

/** A figure with its 95 % interval, or the reason why there is none. Neither ever holds NaN or an infinity. */
public sealed interface Estimate {
    /** How many rows, patients or pairs' ends the figure rests on; its method says which. */
    long n();

    /** A remark for the reader; empty where there is nothing to say. */
    String note();

    /** This estimate with a further remark. */
    Estimate noting(String remark);

    /**
     * A figure.
     *
     * @param low lower end of the 95 % interval, at or below the value
     * @param high upper end, at or above the value
     * @param method how the interval was made
     * @param errorBound how far the value can be from the one computed on the rows themselves; 0 where it is exact
     */
    record Measured(double value, double low, double high, String method, double errorBound, long n, String note)
            implements Estimate {
        /** Half a unit of the third decimal place, the last one that is shown. */
        private static final double NEGLIGIBLE = 5e-4;

        public Measured {
            if (!(Double.isFinite(value)
                    && Double.isFinite(low)
                    && Double.isFinite(high)
                    && Double.isFinite(errorBound))) {
                throw new IllegalArgumentException(
                        "an estimate by '%s' must be finite; say Undefined instead".formatted(method));
            }
            low = Math.min(low, value);
            high = Math.max(high, value);
        }

        /** A figure that is exact and needs no remark. */
        public static Measured of(double value, Bounds bounds, String method, long n) {
            return new Measured(value, bounds.low(), bounds.high(), method, 0, n, "");
        }

        public Measured withErrorBound(double bound) {
            return new Measured(value, low, high, method, bound, n, note);
        }

        /**
         * A figure that can be off by {@code bound}, in an interval that is wider by as much on either side, within what is possible. A bound that no
         * reader could see changes no interval.
         */
        public Measured offBy(double bound, double lowest, double highest) {
            if (bound <= NEGLIGIBLE) {
                return withErrorBound(bound);
            }
            return new Measured(
                    value,
                    Math.max(lowest, low - bound),
                    Math.min(highest, high + bound),
                    method + ", widened by the error bound",
                    bound,
                    n,
                    note);
        }

        @Override
        public Measured noting(String remark) {
            return new Measured(value, low, high, method, errorBound, n, Notes.join(note, remark));
        }
    }

    /** No figure; the note says why. */
    record Undefined(long n, String note) implements Estimate {
        public Undefined {
            if (note.isEmpty()) {
                throw new IllegalArgumentException("an undefined figure must say why");
            }
        }

        @Override
        public Undefined noting(String remark) {
            return new Undefined(n, Notes.join(note, remark));
        }
    }
}
