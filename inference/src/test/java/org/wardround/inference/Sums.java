package org.wardround.inference;

import java.util.List;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Sum;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.LocalUpdate;

/** Adds sites' answers as a round does: bounded, in fixed point. */
public final class Sums {
    private Sums() {}

    public static Sum of(List<LocalUpdate> answers) {
        Accumulator accumulator = new Accumulator(answers.get(0).layout());
        for (LocalUpdate answer : answers) {
            Bounding bounding = new Bounding(Double.POSITIVE_INFINITY, 1);
            if (!(bounding.bound(answer) instanceof Bounding.Outcome.Bounded bounded)) {
                throw new AssertionError("the answer was refused");
            }
            accumulator.add(FixedPoint.encode(
                    bounded.update().layout(), bounded.update().values()));
        }
        return accumulator.sum();
    }
}
