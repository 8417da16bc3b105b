package org.wardround.core.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One variable of the data dictionary.
 *
 * @param name as in the study file
 * @param unit UCUM code or plain words; empty where there is none
 * @param range allowed values; present for every quantity that is a feature, because a number under a sum declares its range
 * @param levels codes of a category in their order (the first is the reference), {@code ["0", "1"]} for a binary, else empty
 * @param missing what happens to rows without it
 * @param label plain words for reports; empty: the name serves
 */
public record Variable(
        String name,
        VariableType type,
        String unit,
        @Nullable Range range,
        List<String> levels,
        MissingPolicy missing,
        String label) {
    /**
     * How wide a range can be. The squares of a wider one don't fit the sum over two sites with a hundred rows between them: 2^54 · 2^7 · 2 =
     * 2^62. With more rows and sites the room is smaller; that is found when these are known.
     */
    public static final double WIDEST_RANGE = 0x1p27;

    public Variable {
        levels = List.copyOf(levels);
        if (type == VariableType.TIME_TO_EVENT) {
            throw new IllegalArgumentException("'%s' can't be a time-to-event: only an outcome can".formatted(name));
        }
        type.requireLevels(name, levels);
        if (type.isQuantity() == (range == null)) {
            throw new IllegalArgumentException("'%s' of type %s %s"
                    .formatted(name, type.yamlName(), range == null ? "needs a range" : "has codes and no range"));
        }
    }

    /** The words for reports. */
    public String title() {
        return label.isEmpty() ? name : label;
    }
}
