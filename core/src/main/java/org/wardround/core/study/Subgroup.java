package org.wardround.core.study;

import java.util.List;

/**
 * A variable by whose values results are broken down.
 *
 * @param cuts for quantities: ascending inner borders, each belonging to the group above it; empty for codes
 */
public record Subgroup(String variable, List<Double> cuts) {
    public Subgroup {
        cuts = List.copyOf(cuts);
        for (int i = 0; i < cuts.size(); i++) {
            if (!Double.isFinite(cuts.get(i)) || (i > 0 && cuts.get(i) <= cuts.get(i - 1))) {
                throw new IllegalArgumentException(
                        "cuts of '%s' must be finite and ascending, got %s".formatted(variable, cuts));
            }
        }
    }
}
