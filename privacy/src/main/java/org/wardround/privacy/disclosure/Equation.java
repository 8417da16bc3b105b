package org.wardround.privacy.disclosure;

import java.util.ArrayList;
import java.util.List;

/**
 * A total and the parts that make it up.
 *
 * @param overSites whether each part is of another site; the hidden ones may then be few together, since none of them is known
 */
record Equation(Cell total, List<Cell> parts, boolean overSites) {
    Equation {
        parts = List.copyOf(parts);
        long sum = parts.stream().mapToLong(Cell::count).sum();
        if (sum != total.count()) {
            throw new IllegalArgumentException("the parts of '%s' do not add up to it".formatted(total));
        }
    }

    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>(parts);
        cells.add(total);
        return cells;
    }
}
