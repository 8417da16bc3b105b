package org.wardround.privacy.disclosure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sums as equations for the hidden counts alone, solved as far as they go: what anybody can work out by adding and subtracting. Arithmetic is modulo
 * the prime 2^31 − 1, which is exact; it could only take a count for known that is not where a determinant is a multiple of that prime.
 */
final class HiddenSums {
    private static final long PRIME = Integer.MAX_VALUE;

    private final List<Cell> cells;
    private final List<Equation> equations;
    private final BitSet hidden;
    /** Reduced rows by their leading cell. */
    private final TreeMap<Integer, TreeMap<Integer, Long>> rows = new TreeMap<>();

    HiddenSums(List<Cell> cells, List<Equation> equations, BitSet hidden) {
        this.cells = cells;
        this.equations = equations;
        this.hidden = hidden;
    }

    /** Hidden cells that the sums determine. */
    List<Cell> determined() {
        for (Equation equation : equations) {
            TreeMap<Integer, Long> row = new TreeMap<>();
            for (Cell part : equation.parts()) {
                put(row, part, 1);
            }
            put(row, equation.total(), PRIME - 1);
            add(row);
        }
        // From the last leading cell to the first, so that each row loses all later leading cells.
        for (int lead : rows.descendingKeySet()) {
            eliminateLater(lead);
        }
        List<Cell> determined = new ArrayList<>();
        rows.forEach((lead, row) -> {
            if (row.size() == 1) {
                determined.add(cells.get(lead));
            }
        });
        return determined;
    }

    private void put(TreeMap<Integer, Long> row, Cell cell, long factor) {
        if (hidden.get(cell.index())) {
            row.merge(cell.index(), factor, (a, b) -> (a + b) % PRIME);
            row.values().removeIf(value -> value == 0);
        }
    }

    private void add(TreeMap<Integer, Long> row) {
        while (!row.isEmpty()) {
            int lead = row.firstKey();
            TreeMap<Integer, Long> known = rows.get(lead);
            if (known == null) {
                scale(row, inverse(row.firstEntry().getValue()));
                rows.put(lead, row);
                return;
            }
            subtract(row, known, row.firstEntry().getValue());
        }
    }

    private void eliminateLater(int lead) {
        TreeMap<Integer, Long> row = rows.getOrDefault(lead, new TreeMap<>());
        for (int other : List.copyOf(row.tailMap(lead, false).keySet())) {
            TreeMap<Integer, Long> known = rows.get(other);
            Long factor = row.get(other);
            if (known != null && factor != null) {
                subtract(row, known, factor);
            }
        }
    }

    private static void subtract(TreeMap<Integer, Long> row, TreeMap<Integer, Long> other, long factor) {
        for (Map.Entry<Integer, Long> entry : other.entrySet()) {
            long value = (row.getOrDefault(entry.getKey(), 0L) + (PRIME - factor) * entry.getValue()) % PRIME;
            if (value == 0) {
                row.remove(entry.getKey());
            } else {
                row.put(entry.getKey(), value);
            }
        }
    }

    private static void scale(TreeMap<Integer, Long> row, long factor) {
        row.replaceAll((cell, value) -> value * factor % PRIME);
    }

    /** By Fermat's little theorem. */
    private static long inverse(long value) {
        long result = 1;
        long base = value;
        for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
            result = (exponent & 1) == 1 ? result * base % PRIME : result;
            base = base * base % PRIME;
        }
        return result;
    }
}
