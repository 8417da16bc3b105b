package org.wardround.study.file;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wardround.study.document.Place;
import org.wardround.study.document.Scalars;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Join;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.mapping.VariableMapping;

/** Reads a whole mapping. */
final class MappingReader {
    private static final LocalDateTime SOME_DAY = LocalDateTime.of(2001, 12, 31, 10, 20, 30);

    private MappingReader() {}

    /** The mapping; empty where anything is wrong, which is reported. */
    static Optional<Mapping> read(Place root) {
        if (!root.isSection()) {
            return Optional.empty();
        }
        Optional<Source> source = SourceReader.read(root);
        List<Join> joins = root.items("join").stream()
                .flatMap(item ->
                        item.build(() -> new Join(file(item), item.at("on").text())).stream())
                .toList();
        Map<String, VariableMapping> variables = new LinkedHashMap<>();
        root.section("variables")
                .entries()
                .forEach((name, place) -> variable(name, place).ifPresent(read -> variables.put(name, read)));
        Optional<SplitSource> split = split(root.section("split"));
        if (source.isEmpty() || split.isEmpty()) {
            return Optional.empty();
        }
        return root.build(() -> new Mapping(
                source.get(), joins, column(root, "patient"), root.texts("missing"), variables, split.get()));
    }

    /** The file under the key {@code file} and how it is written. */
    static SourceFile file(Place place) {
        return new SourceFile(place.at("file").text(), place.flag("header", true), delimiter(place));
    }

    static String delimiter(Place place) {
        String text = place.text("delimiter", "");
        return text.equals("tab") ? "\t" : text;
    }

    static ColumnReference column(Place place, String key) {
        return place.find(key).map(MappingReader::column).orElse(ColumnReference.NONE);
    }

    private static ColumnReference column(Place place) {
        return place.isNumber() ? ColumnReference.at(place.integer()) : ColumnReference.named(place.text());
    }

    private static Optional<SplitSource> split(Place split) {
        return split.build(() -> {
            if (split.has("file") && split.has("column")) {
                throw new IllegalArgumentException(
                        "a published split comes from a file or a column; remove one of the two");
            }
            if (!split.has("file")) {
                split.refuse(
                        List.of("header", "delimiter"), "%s says how a file is written, and there is no file here");
            }
            if (split.has("file")) {
                return new SplitSource.File(file(split));
            }
            return split.has("column") ? new SplitSource.Column(column(split, "column")) : new SplitSource.Hashed();
        });
    }

    private static Optional<VariableMapping> variable(String name, Place place) {
        return place.build(() -> {
            if (!place.isSection()) {
                return new VariableMapping(column(place), ColumnReference.NONE, List.of(), Map.of(), 1, 0, "");
            }
            checkColumns(place);
            ColumnReference column = place.has("time") ? column(place, "time") : column(place, "column");
            return new VariableMapping(
                    column.isNone() ? ColumnReference.named(name) : column,
                    column(place, "event"),
                    place.texts("missing"),
                    values(place.section("values")),
                    factor(place),
                    place.number("add", 0),
                    dateFormat(place));
        });
    }

    private static void checkColumns(Place place) {
        if (place.has("time") && place.has("column")) {
            place.at("column").errorAtKey("time already names the column; remove one of the two");
        }
        if (place.has("time") != place.has("event")) {
            String missing = place.has("time") ? "event" : "time";
            place.errorMissing(missing, "a time-to-event needs two columns, time and event; add %s".formatted(missing));
        }
    }

    private static Map<String, String> values(Place place) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> seen = new HashMap<>();
        place.entries().forEach((code, target) -> {
            Optional.ofNullable(seen.putIfAbsent(Scalars.canonical(code), code))
                    .ifPresent(earlier ->
                            target.errorAtKey("'%s' and '%s' are the same code; remove one".formatted(earlier, code)));
            values.put(code, target.text());
        });
        return values;
    }

    private static double factor(Place place) {
        double factor = place.number("multiply", 1);
        if (factor == 0) {
            place.at("multiply").error("a factor of 0 would make every value 0");
        }
        return factor;
    }

    private static String dateFormat(Place place) {
        String pattern = place.text("date", "");
        if (!pattern.isEmpty() && !givesDates(pattern)) {
            place.at("date")
                    .error("'%s' is not a pattern of dates with day, month and year, such as dd/MM/yyyy or yyyyMMdd"
                            .formatted(pattern));
        }
        return pattern;
    }

    private static boolean givesDates(String pattern) {
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            return LocalDate.parse(SOME_DAY.format(formatter), formatter).equals(SOME_DAY.toLocalDate());
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
