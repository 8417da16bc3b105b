package org.wardround.core.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model predicts.
 *
 * @param type {@code NUMBER}, {@code INTEGER} (a count), {@code BINARY}, {@code CATEGORY} or {@code TIME_TO_EVENT}
 * @param unit of the number, or of the time
 * @param range of the number, the count or the time (these two start at 0 or above); null for codes
 * @param levels of a category in order; {@code ["0", "1"]} for a binary, 1 being the event
 * @param grid steps of published curves over time; {@link TimeGrid#DAY} for what is not a time
 */
public record Outcome(
        String name,
        VariableType type,
        String unit,
        @Nullable Range range,
        List<String> levels,
        String label,
        TimeGrid grid) {
    public Outcome {
        levels = List.copyOf(levels);
        if (type == VariableType.DATE) {
            throw new IllegalArgumentException(
                    "outcome '%s' must be number, integer, binary, category or time-to-event, got %s"
                            .formatted(name, type.yamlName()));
        }
        if (type == VariableType.INTEGER && range != null && range.low() < 0) {
            throw new IllegalArgumentException("a count starts at 0 or above, got " + range.low());
        }
        type.requireLevels(name, levels);
        if (grid != TimeGrid.DAY
                && (type != VariableType.TIME_TO_EVENT || grid.step(unit).isEmpty())) {
            throw new IllegalArgumentException(
                    "a grid of a %s needs a time in days, weeks, months or years; '%s' is of the type %s with the unit '%s'"
                            .formatted(grid.yamlName(), name, type.yamlName(), unit));
        }
    }

    /** An outcome on the usual grid. */
    public Outcome(
            String name, VariableType type, String unit, @Nullable Range range, List<String> levels, String label) {
        this(name, type, unit, range, levels, label, TimeGrid.DAY);
    }

    public String title() {
        return label.isEmpty() ? name : label;
    }

    /** Number of classes of a binary or category; 0 otherwise. */
    public int classes() {
        return levels.size();
    }
}
