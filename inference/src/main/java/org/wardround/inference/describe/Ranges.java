package org.wardround.inference.describe;

import java.util.Objects;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.sum.Segment;

/** What the declared range of a quantity means for sums over it. */
final class Ranges {
    private Ranges() {}

    static Range of(Variable variable) {
        return Objects.requireNonNull(
                variable.range(), () -> "quantity '%s' declares no range".formatted(variable.name()));
    }

    static double middle(Variable variable) {
        Range range = of(variable);
        return range.low() + range.width() / 2;
    }

    /** The exponent that bounds a sum over {@code rows} values of at most {@code magnitude} each. */
    static int exponent(double magnitude, long rows) {
        return Segment.exponentFor(magnitude * Math.max(1, rows));
    }
}
