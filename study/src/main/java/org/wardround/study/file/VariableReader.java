package org.wardround.study.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.TimeGrid;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.study.document.Place;
import org.wardround.study.document.Scalars;

/** Reads variables and the outcome of the data dictionary. */
final class VariableReader {
    private static final List<String> BINARY_CODES = List.of("0", "1");

    private VariableReader() {}

    static Optional<Variable> variable(Place place, MissingPolicy otherwise) {
        return place.build(() -> {
            VariableType type = type(place);
            Range range = range(place, type);
            if (range != null && range.width() > Variable.WIDEST_RANGE) {
                place.at("range")
                        .error(
                                "too wide: its sum of squares over sites does not fit 64 bits; a range is at most 134217728 wide, so declare a"
                                        + " narrower one, or count in a larger unit (millions, say)");
            }
            return new Variable(
                    place.at("name").text(),
                    type,
                    place.text("unit", ""),
                    range,
                    levels(place, type),
                    missing(place, otherwise),
                    place.text("label", ""));
        });
    }

    static Optional<Outcome> outcome(Place place) {
        return place.build(() -> {
            VariableType type = type(place);
            Range range = range(place, type);
            if (type == VariableType.TIME_TO_EVENT && range != null && range.low() < 0) {
                place.at("range").error("a time starts at 0 or above, got " + range.low());
            }
            if (type == VariableType.INTEGER && range != null && range.low() < 0) {
                place.at("range")
                        .error(
                                "an integer outcome is a count, which starts at 0 or above, got %s; make it a number otherwise"
                                        .formatted(YamlText.number(range.low())));
            }
            return new Outcome(
                    place.at("name").text(),
                    type,
                    place.text("unit", ""),
                    range,
                    levels(place, type),
                    place.text("label", ""),
                    grid(place, type));
        });
    }

    private static TimeGrid grid(Place place, VariableType type) {
        if (type != VariableType.TIME_TO_EVENT) {
            place.refuse(
                    List.of("grid"),
                    "a %s has no %%s, which is for curves over time; remove it".formatted(type.yamlName()));
            return TimeGrid.DAY;
        }
        TimeGrid grid =
                Words.constant(TimeGrid.values(), TimeGrid::yamlName, place.text("grid", TimeGrid.DAY.yamlName()));
        if (grid.step(place.text("unit", "")).isEmpty()) {
            place.at("grid")
                    .error(
                            "a grid of a %s needs a unit that is a time, and the unit is '%s'; give unit: days, weeks, months or years"
                                    .formatted(grid.yamlName(), place.text("unit", "")));
            return TimeGrid.DAY;
        }
        return grid;
    }

    private static VariableType type(Place place) {
        return Words.constant(
                VariableType.values(), VariableType::yamlName, place.at("type").text());
    }

    private static @Nullable Range range(Place place, VariableType type) {
        if (isCoded(type)) {
            place.refuse(List.of("range"), "a %s has values and no %%s; remove it".formatted(type.yamlName()));
            return null;
        }
        if (!place.has("range")) {
            place.errorMissing(
                    "range",
                    "a %s must declare its range, because sums over sites are bounded by it; add range: [lowest, highest]"
                            .formatted(type.yamlName()));
        }
        return Quantities.range(place, type).orElse(null);
    }

    private static List<String> levels(Place place, VariableType type) {
        if (!isCoded(type)) {
            place.refuse(
                    List.of("values"),
                    "a %s has a range and no %%s; remove them, or make it a category".formatted(type.yamlName()));
            return List.of();
        }
        if (type == VariableType.BINARY && !place.has("values")) {
            return BINARY_CODES;
        }
        if (!place.has("values")) {
            place.errorMissing(
                    "values", "a category must list its values; add values: [first, second, …], the reference first");
            return BINARY_CODES;
        }
        return distinct(place.at("values"), type);
    }

    private static List<String> distinct(Place values, VariableType type) {
        Map<String, String> seen = new HashMap<>();
        List<String> levels = new ArrayList<>();
        for (Place item : values.items()) {
            String text = item.text();
            Optional.ofNullable(seen.putIfAbsent(Scalars.canonical(text), text))
                    .ifPresent(
                            level -> item.error("'%s' and '%s' are the same code; remove one".formatted(level, text)));
            levels.add(text);
        }
        if (type == VariableType.BINARY) {
            requireZeroAndOne(values, seen.keySet());
            if (!values.hasErrorWithin() && !Scalars.sameCode(levels.get(0), BINARY_CODES.get(0))) {
                values.error(
                        "a binary's reference is always 0 and its event 1, so this order would have no say; write values: [0, 1] or"
                                + " remove it, and to turn the meaning round let the mapping translate, values: {0: 1, 1: 0}");
            }
            return BINARY_CODES;
        }
        if (levels.size() < 2) {
            values.error("a category has two values or more, got " + levels.size());
        }
        return levels;
    }

    private static void requireZeroAndOne(Place values, Set<String> codes) {
        if (!codes.equals(BINARY_CODES.stream().map(Scalars::canonical).collect(Collectors.toSet()))) {
            values.error(
                    "a binary is 0 or 1, 1 being the event; remove values and let the mapping translate the codes of the file,"
                            + " values: {no: 0, yes: 1}, or make it a category");
        }
    }

    private static MissingPolicy missing(Place place, MissingPolicy otherwise) {
        boolean required = place.flag("required", false);
        if (required && place.has("missing") && !place.at("missing").text().equals(MissingPolicy.DROP.yamlName())) {
            place.at("missing")
                    .error("required: true drops rows without it, so missing: %s can't hold; remove one of the two"
                            .formatted(place.at("missing").text()));
        }
        return required ? MissingPolicy.DROP : policy(place, otherwise);
    }

    /** The policy under the key {@code missing}. */
    static MissingPolicy policy(Place place, MissingPolicy otherwise) {
        return place.find("missing")
                .filter(missing -> !missing.hasErrorWithin())
                .map(missing -> Words.constant(MissingPolicy.values(), MissingPolicy::yamlName, missing.text()))
                .orElse(otherwise);
    }

    private static boolean isCoded(VariableType type) {
        return type == VariableType.CATEGORY || type == VariableType.BINARY;
    }
}
