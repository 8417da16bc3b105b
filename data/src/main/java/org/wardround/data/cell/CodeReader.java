package org.wardround.data.cell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Codes of a category, a binary or an event flag: the number is the position of the code in the dictionary's list. */
final class CodeReader implements CellReader {
    private static final int UNKNOWN = -1;
    private static final int REMEMBERED = 10_000;

    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final String listed;

    /**
     * @param levels the dictionary's codes
     * @param values source code → dictionary code, which is one of the levels; empty: codes are taken as they are
     */
    CodeReader(List<String> levels, Map<String, String> values) {
        Map<String, Integer> levelPositions = Codes.positions(levels);
        if (values.isEmpty()) {
            positions.putAll(levelPositions);
            listed = String.join(", ", levels);
        } else {
            values.forEach((source, code) -> positions.put(
                    Codes.canonical(source), levelPositions.getOrDefault(Codes.canonical(code), UNKNOWN)));
            listed = String.join(", ", values.keySet());
        }
    }

    @Override
    public double read(String text, Refusal refusal) {
        Integer known = seen.get(text);
        int position = known == null ? find(text) : known;
        if (position == UNKNOWN) {
            return refusal.because(
                    "code",
                    "not one of the codes %s: map it under 'values', or list it under 'missing'".formatted(listed));
        }
        return position;
    }

    private int find(String text) {
        int position = positions.getOrDefault(Codes.canonical(text), UNKNOWN);
        if (seen.size() < REMEMBERED) {
            seen.put(text, position);
        }
        return position;
    }
}
