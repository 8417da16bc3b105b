package org.wardround.core.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition of the cohort: a row is in when the variable's value lies in the range, or is one of the values. A missing value is not in.
 *
 * @param range for quantities, else null
 * @param values codes, for categories and binaries, else empty
 */
public record Criterion(String variable, @Nullable Range range, List<String> values) {
    public Criterion {
        values = List.copyOf(values);
        if ((range == null) == values.isEmpty()) {
            throw new IllegalArgumentException(
                    "criterion on '%s' needs a range or values, and not both".formatted(variable));
        }
    }
}
