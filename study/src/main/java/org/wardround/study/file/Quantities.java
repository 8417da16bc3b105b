package org.wardround.study.file;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;

/** Reads numbers and dates as the doubles that a table holds, and ranges of them. */
final class Quantities {
    private Quantities() {}

    /** The range under the key {@code range}; empty where it is absent or wrong. */
    static Optional<Range> range(Place place, VariableType type) {
        return place.find("range")
                .flatMap(range -> range.build(() -> {
                    List<Double> ends = range.items().stream()
                            .flatMap(item -> value(item, type).stream())
                            .toList();
                    return ends.size() == 2 ? ordered(range, ends.get(0), ends.get(1)) : new Range(0, 1);
                }));
    }

    private static Range ordered(Place range, double low, double high) {
        if (low >= high) {
            List<String> texts = range.items().stream().map(Place::text).toList();
            throw new IllegalArgumentException("the lowest value must be below the highest, got " + texts);
        }
        if (Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("too wide for a number; declare a narrower range");
        }
        return new Range(low, high);
    }

    /** A number, or a date as days since 1970-01-01; empty where it is neither, which is reported. */
    static Optional<Double> value(Place place, VariableType type) {
        if (type == VariableType.DATE) {
            return date(place);
        }
        if (!place.isNumber()) {
            place.error("expected a number, found '%s'".formatted(place.text()));
            return Optional.empty();
        }
        double value = place.number();
        if (type == VariableType.INTEGER && value != Math.rint(value)) {
            place.error("expected a whole number, because the variable is an integer, got " + place.text());
        }
        return Optional.of(value);
    }

    private static Optional<Double> date(Place place) {
        try {
            return Optional.of((double) LocalDate.parse(place.text()).toEpochDay());
        } catch (DateTimeParseException e) {
            place.error("expected a date such as 1950-01-31, found '%s'".formatted(place.text()));
            return Optional.empty();
        }
    }
}
