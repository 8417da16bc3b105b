package org.wardround.data.mock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Criterion;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.data.cell.Codes;

/** How one variable is distributed at one site. Safe for concurrent use. */
sealed interface MockVariable {
    /** A standardised value, or the position of a level. */
    double draw(SeededStream random);

    /** The text of what was drawn. */
    String text(double drawn);

    /** Draws the site's own level and spread, or its own shares of the codes. */
    static MockVariable of(Variable variable, List<Criterion> cohort, SeededStream random) {
        if (!variable.type().isQuantity()) {
            return Coded.of(variable, cohort, random);
        }
        double low = variable.range() == null ? -3 : variable.range().low();
        double high = variable.range() == null ? 3 : variable.range().high();
        for (Criterion criterion : cohort) {
            Range asked = criterion.range();
            low = asked == null ? low : Math.max(low, asked.low());
            high = asked == null ? high : Math.min(high, asked.high());
        }
        return new Quantity(variable.type(), low, high, 0.4 * random.nextGaussian(), 0.8 + 0.4 * random.nextDouble());
    }

    /**
     * A quantity, normal about the middle of its range.
     *
     * @param shift of the site's mean, in standard deviations
     * @param spread factor on the standard deviation
     */
    record Quantity(VariableType type, double low, double high, double shift, double spread) implements MockVariable {
        /** How many standard deviations the range is wide. */
        private static final double WIDTH = 6;

        private static final int DIGITS = 3;

        @Override
        public double draw(SeededStream random) {
            return shift + spread * random.nextGaussian();
        }

        @Override
        public String text(double drawn) {
            double value = Math.min(high, Math.max(low, (low + high) / 2 + drawn * (high - low) / WIDTH));
            return switch (type) {
                case INTEGER -> Long.toString(whole(value));
                case DATE -> LocalDate.ofEpochDay(whole(value)).toString();
                case NUMBER, CATEGORY, BINARY, TIME_TO_EVENT -> number(value);
            };
        }

        private long whole(double value) {
            return (long) Math.min(Math.floor(high), Math.max(Math.ceil(low), Math.rint(value)));
        }

        /** To a thousandth of the width, and not beyond the border by rounding. */
        private String number(double value) {
            int magnitude = new BigDecimal(high - low).precision() - new BigDecimal(high - low).scale() - 1;
            BigDecimal rounded = new BigDecimal(value).setScale(DIGITS - magnitude, RoundingMode.HALF_EVEN);
            double asDouble = rounded.doubleValue();
            return asDouble < low || asDouble > high
                    ? Double.toString(value)
                    : rounded.stripTrailingZeros().toPlainString();
        }
    }

    /** A category or a binary: the site's own shares of those codes that the cohort allows. */
    record Coded(List<String> levels, List<Double> cumulated) implements MockVariable {
        static Coded of(Variable variable, List<Criterion> cohort, SeededStream random) {
            double[] shares = new double[variable.levels().size()];
            double sum = 0;
            for (int level = 0; level < shares.length; level++) {
                shares[level] = isAllowed(level, variable, cohort) ? StrictMath.exp(0.6 * random.nextGaussian()) : 0;
                sum += shares[level];
            }
            Double[] cumulated = new Double[shares.length];
            double below = 0;
            for (int level = 0; level < shares.length; level++) {
                below += shares[level] / sum;
                cumulated[level] = below;
            }
            return new Coded(variable.levels(), List.of(cumulated));
        }

        private static boolean isAllowed(int level, Variable variable, List<Criterion> cohort) {
            return cohort.stream()
                    .allMatch(criterion -> criterion.values().stream()
                            .anyMatch(code -> Codes.position(code, variable.levels()) == level));
        }

        @Override
        public double draw(SeededStream random) {
            double u = random.nextDouble() * cumulated.get(cumulated.size() - 1);
            int level = 0;
            while (cumulated.get(level) <= u) {
                level++;
            }
            return level;
        }

        @Override
        public String text(double drawn) {
            return levels.get((int) drawn);
        }
    }
}
