package org.wardround.core.model;

import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

/**
 * One column of the model matrix before standardisation.
 *
 * @param term name in reports and results: {@code age}, {@code cp=2}, {@code chol missing}
 * @param variable position in the data dictionary
 * @param source what of the variable the column holds
 * @param level for {@link Source#LEVEL} the position of the level, else 0
 */
public record FeatureColumn(String term, int variable, Source source, int level) {
    /** What of a variable a column holds. */
    public enum Source {
        /** The value itself. */
        VALUE,
        /** 1 where the variable has the level, else 0. */
        LEVEL,
        /** 1 where the variable was missing, else 0. */
        MISSING
    }

    static FeatureColumn value(int position, Variable variable) {
        return new FeatureColumn(variable.name(), position, Source.VALUE, 0);
    }

    static FeatureColumn level(int position, Variable variable, int level) {
        return new FeatureColumn(variable.name() + "=" + variable.levels().get(level), position, Source.LEVEL, level);
    }

    static FeatureColumn missing(int position, Variable variable) {
        return new FeatureColumn(variable.name() + " missing", position, Source.MISSING, 0);
    }

    static boolean isCoded(Variable variable) {
        return variable.type() == VariableType.CATEGORY;
    }

    /** The column's value of a record: {@code raw} is the variable's value or level, already imputed where {@code wasMissing}. */
    double of(double raw, boolean wasMissing) {
        return switch (source) {
            case VALUE -> raw;
            case LEVEL -> raw == level ? 1 : 0;
            case MISSING -> wasMissing ? 1 : 0;
        };
    }
}
