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
    }
}
