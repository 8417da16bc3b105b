package org.wardround.study.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a variable comes from.
 *
 * @param column of the value, or of the time for a time-to-event outcome
 * @param event column of the event flag for a time-to-event outcome, else {@link ColumnReference#NONE}
 * @param missing texts (compared as numbers where both are) that stand for a missing value here, {@code 0} for a cholesterol say
 * @param values source code → dictionary code, for codes and event flags; empty: codes are taken as they are
 * @param multiply factor on quantities, to convert units
 * @param add what is added after multiplying
 * @param dateFormat pattern as of {@code java.time.format.DateTimeFormatter}; empty: ISO 8601
 */
public record VariableMapping(
        ColumnReference column,
        ColumnReference event,
        List<String> missing,
        Map<String, String> values,
        double multiply,
        double add,
        String dateFormat) {
    public VariableMapping {
        missing = List.copyOf(missing);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The column of that name, taken as it is. */
    public static VariableMapping named(String column) {
        return new VariableMapping(ColumnReference.named(column), ColumnReference.NONE, List.of(), Map.of(), 1, 0, "");
    }
}
