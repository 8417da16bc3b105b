package org.wardround.core.study;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How fine published curves over time are: event times count at the end of their step. A month is a twelfth of 365.25 days.
 *
 * <p>A time whose unit is not one of days, weeks, months and years (or its UCUM code) has steps of one unit, and no coarser grid.
 */
public enum TimeGrid {
    DAY("day", 1, "day", "days", "d"),
    MONTH("month", 365.25 / 12, "month", "months", "mo"),
    YEAR("year", 365.25, "year", "years", "a", "yr");

    private static final double DAYS_A_WEEK = 7;
    private static final List<String> WEEKS = List.of("week", "weeks", "wk");

    private final String yamlName;
    private final double days;
    private final List<String> units;

    TimeGrid(String yamlName, double days, String... units) {
        this.yamlName = yamlName;
        this.days = days;
        this.units = List.of(units);
    }

    /** The name in study files. */
    public String yamlName() {
        return yamlName;
    }

    /** The width of a step in the unit of the time; empty where the unit is not a time and the grid is coarser than a day. */
    public OptionalDouble step(String unit) {
        OptionalDouble unitDays = days(unit);
        if (unitDays.isPresent()) {
            return OptionalDouble.of(days / unitDays.getAsDouble());
        }
        return this == DAY ? OptionalDouble.of(1) : OptionalDouble.empty();
    }

    private static OptionalDouble days(String unit) {
        String word = unit.strip().toLowerCase(Locale.ROOT);
        if (WEEKS.contains(word)) {
            return OptionalDouble.of(DAYS_A_WEEK);
        }
        for (TimeGrid grid : values()) {
            if (grid.units.contains(word)) {
                return OptionalDouble.of(grid.days);
            }
        }
        return OptionalDouble.empty();
    }
}
