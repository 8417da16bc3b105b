package org.wardround.inference.evaluate;

import org.wardround.core.text.Counted;
import org.wardround.inference.estimate.Estimate;

/** Why a figure does not exist, in one wording everywhere. */
final class Reasons {
    private Reasons() {}

    static Estimate.Undefined oneClass(double rows) {
        long n = Math.round(rows);
        return new Estimate.Undefined(n, n == 0 ? "no rows" : "only one class among " + Counted.of(n, "row"));
    }

    static Estimate.Undefined of(double rows, String reason) {
        long n = Math.round(rows);
        return new Estimate.Undefined(n, n == 0 ? "no rows" : reason);
    }
}
