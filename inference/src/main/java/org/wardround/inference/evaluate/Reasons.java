package org.wardround.inference.evaluate;

import org.wardround.inference.estimate.Estimate;

/** Why a figure does not exist, in one wording everywhere, without counts: those that may be told stand beside it. */
final class Reasons {
    private Reasons() {}

    static Estimate.Undefined oneClass(double rows) {
        long n = Math.round(rows);
        return new Estimate.Undefined(n, n == 0 ? "no rows" : "only one class");
    }

    static Estimate.Undefined of(double rows, String reason) {
        long n = Math.round(rows);
        return new Estimate.Undefined(n, n == 0 ? "no rows" : reason);
    }
}
