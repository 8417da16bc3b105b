package org.wardround.core.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One column of the model matrix before standardisation: a pure function of a record. Implementations are immutable.
 *
 * <p>A record is one value for each variable of the dictionary: a number or the position of a level, NaN where missing.
 */
public sealed interface FeatureColumn {
    /** Name in reports and results: {@code age}, {@code cp=2}, {@code chol missing}, {@code age:sex}. */
    String term();

    /** Positions in the data dictionary of the variables that it reads. */
    SortedSet<Integer> variables();

    /**
     * The column's value of a record.
     *
     * @param imputed for each variable what stands in where it is missing
     */
    double of(double[] raw, double[] imputed);

    private static double known(int variable, double[] raw, double[] imputed) {
        return Double.isNaN(raw[variable]) ? imputed[variable] : raw[variable];
    }

    private static SortedSet<Integer> only(int variable) {
        return new TreeSet<>(List.of(variable));
    }

    /** The value itself. */
    record Value(String term, int variable) implements FeatureColumn {
        @Override
        public SortedSet<Integer> variables() {
            return only(variable);
        }

        @Override
        public double of(double[] raw, double[] imputed) {
            return known(variable, raw, imputed);
        }
    }

    /** 1 where the variable has the level, else 0. */
    record Level(String term, int variable, int level) implements FeatureColumn {
        @Override
        public SortedSet<Integer> variables() {
            return only(variable);
        }

        @Override
        public double of(double[] raw, double[] imputed) {
            return known(variable, raw, imputed) == level ? 1 : 0;
        }
    }

    /** 1 where the variable was missing, else 0. */
    record Missing(String term, int variable) implements FeatureColumn {
        @Override
        public SortedSet<Integer> variables() {
            return only(variable);
        }

        @Override
        public double of(double[] raw, double[] imputed) {
            return Double.isNaN(raw[variable]) ? 1 : 0;
        }
    }

    /** 1 where the variable has the level, −1 where it has the {@code omitted} one, else 0. */
    record Contrast(String term, int variable, int level, int omitted) implements FeatureColumn {
        @Override
        public SortedSet<Integer> variables() {
            return only(variable);
        }

        @Override
        public double of(double[] raw, double[] imputed) {
            double value = known(variable, raw, imputed);
            return value == level ? 1 : value == omitted ? -1 : 0;
        }
    }

    /** (value − centre) to the power {@code exponent}, 1 or more, multiplied out from the left. */
    record Power(String term, int variable, double centre, int exponent) implements FeatureColumn {
        public Power {
            if (exponent < 1 || !Double.isFinite(centre)) {
                throw new IllegalArgumentException(
                        "a power needs a finite centre and an exponent of 1 or more, got %s and %d"
                                .formatted(centre, exponent));
            }
        }

        @Override
        public SortedSet<Integer> variables() {
            return only(variable);
        }

        @Override
        public double of(double[] raw, double[] imputed) {
            double distance = known(variable, raw, imputed) - centre;
            double power = distance;
            for (int i = 1; i < exponent; i++) {
                power *= distance;
            }
            return power;
        }
    }

    /** One curved column of a restricted cubic spline, see {@link SplineBasis}. */
    record Spline(String term, int variable, SplineBasis basis) implements FeatureColumn {
        @Override
        public SortedSet<Integer> variables() {
            return only(variable);
        }

        @Override
        public double of(double[] raw, double[] imputed) {
            return basis.of(known(variable, raw, imputed));
        }
    }

    /** The product of other columns, two or more, multiplied out from the left. */
    record Product(String term, List<FeatureColumn> factors) implements FeatureColumn {
        public Product {
            factors = List.copyOf(factors);
            if (factors.size() < 2) {
                throw new IllegalArgumentException("a product has two factors or more, got " + factors.size());
            }
        }

        @Override
        public SortedSet<Integer> variables() {
            return factors.stream()
                    .flatMap(factor -> factor.variables().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public double of(double[] raw, double[] imputed) {
            double product = factors.get(0).of(raw, imputed);
            for (int i = 1; i < factors.size(); i++) {
                product *= factors.get(i).of(raw, imputed);
            }
            return product;
        }
    }
}
