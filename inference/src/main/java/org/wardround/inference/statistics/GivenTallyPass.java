package org.wardround.inference.statistics;

import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Counts patients as each site's own rule gives them: counts as they are, how many sites hide a count because it is of few or because such a one would follow, and counts with noise. The layout is the same whatever
 * the rules, so that no question depends on a site's policy.
 *
 * @param maxContributors how many sites the sum can hold
 */
public record GivenTallyPass(DataDictionary dictionary, int maxContributors) {
    /** Noise is of at most 2^20 patients a site. */
    private static final int NOISED_BOUND = 32;

    private static final int VARIANCE_BOUND = 41;
    private static final String SHOWN = "shown";
    private static final String FEW = "hidden as few";
    private static final String OTHERS = "hidden beside few";
    private static final String NOISED = "with noise";
    private static final String VARIANCE = "variance of noise";
    private static final String SITES = "sites with noise";

    public SumLayout layout() {
        int cells = new CountCells(dictionary).size();
        return new SumLayout(
                maxContributors,
                List.of(
                        Segment.plain(SHOWN, cells, TallyPass.COUNT_BOUND),
                        Segment.plain(FEW, cells, 0),
                        Segment.plain(OTHERS, cells, 0),
                        Segment.plain(NOISED, cells, NOISED_BOUND),
                        Segment.plain(VARIANCE, 1, VARIANCE_BOUND),
                        Segment.plain(SITES, 1, 0)));
    }

    /** Whether answers of the layout are what a rule may have added noise to. */
    public static boolean isNoisedBy(SumLayout layout) {
        return layout.has(NOISED) && layout.has(VARIANCE);
    }

    /** A site's counts. A rule that adds noise draws it here. */
    public LocalUpdate answer(GivenPatients patients) {
        SumLayout layout = layout();
        GivenCounts given = patients.give(dictionary);
        double[] values = new double[Math.toIntExact(layout.length())];
        int size = new CountCells(dictionary).size();
        for (int cell = 0; cell < size; cell++) {
            values[(int) layout.start(SHOWN) + cell] = given.shown(cell);
            values[(int) layout.start(FEW) + cell] = given.few(cell) ? 1 : 0;
            values[(int) layout.start(OTHERS) + cell] = given.others(cell) ? 1 : 0;
            values[(int) layout.start(NOISED) + cell] = given.noised(cell);
        }
        values[(int) layout.start(VARIANCE)] = given.variance();
        values[(int) layout.start(SITES)] = given.variance() > 0 ? 1 : 0;
        return LocalUpdate.owning(layout, values);
    }

    public GivenTally result(Sum sum) {
        return new GivenTally(
                new CountCells(dictionary),
                whole(sum.values(SHOWN)),
                whole(sum.values(FEW)),
                whole(sum.values(OTHERS)),
                whole(sum.values(NOISED)),
                sum.values(VARIANCE)[0],
                Math.toIntExact(Math.round(sum.values(SITES)[0])));
    }

    private static long[] whole(double[] values) {
        long[] whole = new long[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Math.round(values[i]);
        }
        return whole;
    }
}
