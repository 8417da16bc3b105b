package org.wardround.core.study;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** One term of a model's formula: what columns of the model matrix are made of which variables. Names are those of the data dictionary. */
public sealed interface Term {
    /** The variables that it is made of, in its order. */
    List<String> variables();

    /** A variable as it is: a quantity or binary as one column, a category by levels against its first one. */
    record Plain(String variable) implements Term {
        @Override
        public List<String> variables() {
            return List.of(variable);
        }
    }

    /** A restricted cubic spline of a quantity: linear beyond the outer knots; the variable itself is its first column. */
    record Spline(String variable, Knots knots) implements Term {
        @Override
        public List<String> variables() {
            return List.of(variable);
        }
    }

    /**
     * Raw powers (x − centre), (x − centre)², … of a quantity.
     *
     * @param degree the highest power, from 2 to 5
     * @param centre finite; NaN: the federated mean, once it is known
     */
    record Polynomial(String variable, int degree, double centre) implements Term {
        public static final int LEAST = 2;
        public static final int MOST = 5;

        public Polynomial {
            if (degree < LEAST || degree > MOST) {
                throw new IllegalArgumentException(
                        "a polynomial has a degree from %d to %d, got %d".formatted(LEAST, MOST, degree));
            }
            if (Double.isInfinite(centre)) {
                throw new IllegalArgumentException("a polynomial's centre must be finite, got " + centre);
            }
        }

        @Override
        public List<String> variables() {
            return List.of(variable);
        }
    }

    /** Products of the columns of two or more variables, without these columns themselves. */
    record Interaction(List<String> variables) implements Term {
        public Interaction {
            variables = List.copyOf(variables);
            if (variables.size() < 2 || new HashSet<>(variables).size() < variables.size()) {
                throw new IllegalArgumentException(
                        "an interaction is of two different variables or more, got " + variables);
            }
        }
    }

    /**
     * A coded variable by its levels.
     *
     * @param reference the level that has no column
     */
    record Category(String variable, String reference, Contrasts contrasts) implements Term {
        @Override
        public List<String> variables() {
            return List.of(variable);
        }
    }

    /** Where a spline bends. */
    sealed interface Knots {
        int FEWEST = 3;
        int MOST = 7;

        int count();

        /** So many, from 3 to 7, at federated quantiles. */
        record Placed(int count) implements Knots {
            public Placed {
                if (count < FEWEST || count > MOST) {
                    throw new IllegalArgumentException(
                            "a spline is given %d to %d knots, got %d".formatted(FEWEST, MOST, count));
                }
            }
        }

        /** Ascending positions, three or more, in the variable's unit. */
        record At(List<Double> positions) implements Knots {
            public At {
                positions = List.copyOf(positions);
                if (positions.size() < FEWEST) {
                    throw new IllegalArgumentException(
                            "a spline needs %d knots or more, got %d".formatted(FEWEST, positions.size()));
                }
                for (int i = 0; i < positions.size(); i++) {
                    if (!Double.isFinite(positions.get(i)) || (i > 0 && positions.get(i) <= positions.get(i - 1))) {
                        throw new IllegalArgumentException("knots must be finite and ascending, got " + positions);
                    }
                }
            }

            @Override
            public int count() {
                return positions.size();
            }
        }
    }

    /** What the columns of a coded variable are held against. */
    enum Contrasts {
        /** 1 for the level, 0 for all others: each coefficient is a difference from the reference. */
        TREATMENT("treatment"),
        /** As treatment, but −1 for the reference: each coefficient is a difference from the mean of all levels, each counted once. */
        SUM("sum");

        private final String yamlName;

        Contrasts(String yamlName) {
            this.yamlName = yamlName;
        }

        /** The name in study files. */
        public String yamlName() {
            return yamlName;
        }

        /** The names of all. */
        public static List<String> names() {
            return Arrays.stream(values()).map(Contrasts::yamlName).toList();
        }
    }
}
