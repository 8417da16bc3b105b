package org.wardround.publish.table;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The largest difference between two of several columns, of those whose figures are all shown: others would follow from it. */
record Comparing(int[] columns, IntPredicate shown, Difference difference) {
    /** Between two columns; NaN where it is not defined. */
    interface Difference {
        double between(int one, int other);
    }

    /** NaN where fewer than two columns can be compared. */
    double largest(int decimals) {
        int[] visible = Arrays.stream(columns).filter(shown).toArray();
        double largest = Double.NaN;
        for (int i = 0; i < visible.length; i++) {
            for (int j = i + 1; j < visible.length; j++) {
                double found = difference.between(visible[i], visible[j]);
                if (Double.isFinite(found) && !(found <= largest)) {
                    largest = found;
                }
            }
        }
        return Rounding.to(decimals, largest);
    }
}
