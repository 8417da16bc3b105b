package org.wardround.data.cell;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.data.text.Numbers;
import org.wardround.study.mapping.VariableMapping;

/** Makes the reader of a variable's cells from the dictionary and the mapping. */
public final class CellReaders {
    private static final List<String> FLAG = List.of("0", "1");

    private CellReaders() {}

    /**
     * The reader of a variable.
     *
     * @param wrong is told what is wrong with the mapping itself
     */
    public static CellReader of(Variable variable, VariableMapping mapping, Consumer<String> wrong) {
        return switch (variable.type()) {
            case NUMBER -> quantity(QuantityReader.Kind.NUMBER, variable.range(), variable.unit(), mapping);
            case INTEGER -> quantity(QuantityReader.Kind.INTEGER, variable.range(), variable.unit(), mapping);
            case DATE -> date(variable.range(), mapping, wrong);
            case CATEGORY, BINARY -> codes(variable.levels(), mapping.values(), wrong);
            case TIME_TO_EVENT ->
                throw new IllegalArgumentException(
                        "'%s': a time-to-event can only be an outcome".formatted(variable.name()));
        };
    }

    /** The reader of the outcome, or of its time. */
    public static CellReader of(Outcome outcome, VariableMapping mapping, Consumer<String> wrong) {
        return switch (outcome.type()) {
            case NUMBER -> quantity(QuantityReader.Kind.NUMBER, outcome.range(), outcome.unit(), mapping);
            case TIME_TO_EVENT ->
                new QuantityReader(
                        QuantityReader.Kind.TIME,
                        mapping.multiply(),
                        mapping.add(),
                        outcome.range(),
                        bounds(outcome.range(), outcome.unit()));
            case INTEGER -> quantity(QuantityReader.Kind.INTEGER, outcome.range(), outcome.unit(), mapping);
            case CATEGORY, BINARY -> codes(outcome.levels(), mapping.values(), wrong);
            case DATE ->
                throw new IllegalArgumentException(
                        "an outcome is not of type " + outcome.type().yamlName());
        };
    }

    /** The reader of the flag that says whether the event was seen: 1 or 0. */
    public static CellReader ofEvent(VariableMapping mapping, Consumer<String> wrong) {
        return codes(FLAG, mapping.values(), wrong);
    }

    private static CellReader quantity(
            QuantityReader.Kind kind, @Nullable Range range, String unit, VariableMapping mapping) {
        CellReader reader = new QuantityReader(kind, mapping.multiply(), mapping.add(), range, bounds(range, unit));
        if (mapping.values().isEmpty()) {
            return reader;
        }
        CellReader plain = new QuantityReader(kind, 1, 0, range, bounds(range, unit));
        return new MappedQuantityReader(mapping.values(), plain, reader);
    }

    private static CellReader date(@Nullable Range range, VariableMapping mapping, Consumer<String> wrong) {
        try {
            return new DateReader(mapping.dateFormat(), range);
        } catch (IllegalArgumentException e) {
            wrong.accept("'%s' is not a date pattern: write one such as dd/MM/yyyy".formatted(mapping.dateFormat()));
            return (text, refusal) -> Double.NaN;
        }
    }

    private static CellReader codes(List<String> levels, Map<String, String> values, Consumer<String> wrong) {
        Map<String, Integer> known = Codes.positions(levels);
        values.forEach((source, code) -> {
            if (!known.containsKey(Codes.canonical(code))) {
                wrong.accept("'values' maps '%s' to '%s', which is not one of the codes %s"
                        .formatted(source, code, String.join(", ", levels)));
            }
        });
        return new CodeReader(levels, values);
    }

    private static String bounds(@Nullable Range range, String unit) {
        if (range == null) {
            return "";
        }
        return "%s to %s%s"
                .formatted(Numbers.plain(range.low()), Numbers.plain(range.high()), unit.isEmpty() ? "" : " " + unit);
    }
}
