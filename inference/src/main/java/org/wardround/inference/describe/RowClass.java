package org.wardround.inference.describe;

import org.wardround.core.model.FeatureColumn;

/** What puts each row into one of some classes, as the columns of a model see it. */
sealed interface RowClass {
    /** In words of the study. */
    String term();

    /** How many there are. */
    int count();

    /** 0-based. */
    int of(double[] raw, double[] imputed, double outcome);

    /** By a code, its reference level included. */
    record Level(String term, int variable, int count) implements RowClass {
        @Override
        public int of(double[] raw, double[] imputed, double outcome) {
            return (int) (Double.isNaN(raw[variable]) ? imputed[variable] : raw[variable]);
        }
    }

    /** By whether a variable is missing, which has a column of its own. */
    record Missing(String term, int variable) implements RowClass {
        @Override
        public int count() {
            return 2;
        }

        @Override
        public int of(double[] raw, double[] imputed, double outcome) {
            return Double.isNaN(raw[variable]) ? 1 : 0;
        }
    }

    /** By whether a number is another than what stands in where it is missing, which is the value of most where most share one. */
    record Other(String term, int variable) implements RowClass {
        @Override
        public int count() {
            return 2;
        }

        @Override
        public int of(double[] raw, double[] imputed, double outcome) {
            return Double.isNaN(raw[variable]) || raw[variable] == imputed[variable] ? 0 : 1;
        }
    }

    /** By whether a number lies beyond the knot from which a spline's column bends. */
    record Beyond(FeatureColumn.Spline column) implements RowClass {
        @Override
        public String term() {
            return column.term();
        }

        @Override
        public int count() {
            return 2;
        }

        @Override
        public int of(double[] raw, double[] imputed, double outcome) {
            return column.of(raw, imputed) == 0 ? 0 : 1;
        }
    }

    /** By the outcome. */
    record Outcome(String term, int count) implements RowClass {
        @Override
        public int of(double[] raw, double[] imputed, double outcome) {
            return (int) outcome;
        }
    }
}
