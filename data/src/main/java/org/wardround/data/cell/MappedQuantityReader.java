package org.wardround.data.cell;

import java.util.LinkedHashMap;
import java.util.Map;

/** Quantities of which some stand as codes in the source, {@code <0.1} say. Mapped values are the dictionary's and are not converted. */
final class MappedQuantityReader implements CellReader {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final CellReader mapped;
    private final CellReader unmapped;

    MappedQuantityReader(Map<String, String> values, CellReader mapped, CellReader unmapped) {
        values.forEach((source, value) -> this.values.put(Codes.canonical(source), value));
        this.mapped = mapped;
        this.unmapped = unmapped;
    }

    @Override
    public double read(String text, Refusal refusal) {
        String value = values.get(Codes.canonical(text));
        return value == null ? unmapped.read(text, refusal) : mapped.read(value, refusal);
    }
}
