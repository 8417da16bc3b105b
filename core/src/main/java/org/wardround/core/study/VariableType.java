package org.wardround.core.study;

import java.util.List;

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

    private static final List<String> BINARY_LEVELS = List.of("0", "1");

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

    /** Throws unless {@code levels} are as the type has them: two or more for a category, "0" and "1" for a binary, none for others. */
    void requireLevels(String name, List<String> levels) {
        boolean fits = switch (this) {
            case CATEGORY -> levels.size() >= 2 && levels.stream().distinct().count() == levels.size();
            case BINARY -> levels.equals(BINARY_LEVELS);
            case NUMBER, INTEGER, DATE, TIME_TO_EVENT -> levels.isEmpty();
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "'%s': a category needs two different values or more, a binary has 0 and 1, other types have none; got %s for %s"
                            .formatted(name, levels, yamlName));
        }
    }
}
