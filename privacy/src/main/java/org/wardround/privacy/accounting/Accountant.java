package org.wardround.privacy.accounting;

import java.util.List;

/** Adds up what uses of mechanisms cost together; whatever is asked next may depend on earlier answers. What it says is at or above the true cost, never below. */
public interface Accountant {
    /**
     * The ε of all uses together.
     *
     * @param delta from 1e-10 to below 1
     * @return 0 or more; infinite where no ε holds
     * @throws IllegalArgumentException a δ or a mechanism that this accountant can't answer for
     */
    double epsilon(List<Use> uses, double delta);

    /** Refuses a δ that no accountant answers for. */
    static void requireDelta(double delta) {
        if (!(delta >= 1e-10 && delta < 1)) {
            throw new IllegalArgumentException("delta is from 1e-10 to below 1, got " + delta);
        }
    }
}
