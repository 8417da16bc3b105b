package org.wardround.inference.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.statistics.Incidence;
import org.wardround.inference.statistics.LifeTable;
import org.wardround.inference.statistics.Moments;
import org.wardround.inference.statistics.Tally;

/**
 * All figures of one group of patients, a site's, a stratum's or everybody's; not cleared for anybody.
 *
 * @param tally of one stratum
 * @param moments of each quantity
 * @param quartiles of each quantity: first, second, third; NaN where nobody has a value
 * @param incidence null where the outcome is not a time
 * @param life null where the outcome is not a time
 */
public record GroupFigures(
        Tally tally,
        List<Moments> moments,
        List<List<Double>> quartiles,
        @Nullable Incidence incidence,
        @Nullable LifeTable life) {
    public long patients() {
        return tally.patients(0);
    }

    @Override
    public String toString() {
        return "GroupFigures";
    }
}
