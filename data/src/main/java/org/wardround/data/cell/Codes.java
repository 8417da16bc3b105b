package org.wardround.data.cell;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.data.text.Numbers;

/**
 * Compares codes: as numbers where both are numbers ({@code 1.0} is {@code 1}), else as texts.
 */
public final class Codes {
    private Codes() {}

    /** A text that is the same for all codes that are equal. */
    public static String canonical(String code) {
        double number = Numbers.parse(code);
        return Double.isNaN(number) ? code : Double.toString(number == 0 ? 0.0 : number);
    }

    /** The position of a code in a list, or -1. */
    public static int position(String code, List<String> codes) {
        return positions(codes).getOrDefault(canonical(code), -1);
    }

    /** The position of each code in its list. */
    static Map<String, Integer> positions(Collection<String> codes) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (String code : codes) {
            positions.putIfAbsent(canonical(code), positions.size());
        }
        return positions;
    }
}
