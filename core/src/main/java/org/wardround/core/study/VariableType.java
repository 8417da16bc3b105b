package org.wardround.core.study;

/** The types of a variable. Values travel inside a site as doubles: see {@link Variable#levels()} for the codes. */
public enum VariableType {
    /** A measured quantity. */
    NUMBER("number"),
    /** A whole number. */
    INTEGER("integer"),
    /** One of the listed values; stored as the index into that list. */
    CATEGORY("category"),
    /** Two values, stored as 0 and 1. */
    BINARY("binary"),
    /** A calendar date; stored as days since 1970-01-01. */
    DATE("date"),
    /** Outcome only: a time from a common origin and whether the event was seen at it. */
    TIME_TO_EVENT("time-to-event");

    private final String yamlName;

    VariableType(String yamlName) {
        this.yamlName = yamlName;
    }

    /** The name in study files. */
    public String yamlName() {
        return yamlName;
    }

    /** Whether values of this type are quantities, as opposed to codes. */
    public boolean isQuantity() {
        return switch (this) {
            case NUMBER, INTEGER, DATE -> true;
            case CATEGORY, BINARY, TIME_TO_EVENT -> false;
        };
    }
}
