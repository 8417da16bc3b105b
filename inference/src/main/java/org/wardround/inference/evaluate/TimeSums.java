package org.wardround.inference.evaluate;

import java.util.List;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.core.sum.Segment;

/**
 * Sums for a time: per patient the comparable pairs (b) and the ones that the scores order rightly (a), over pairs within one site only, and
 * products of the two. Both are in units of 2^rowBits.
 */
record TimeSums(int rowBits) implements OutcomeSums {
    private static final String PAIRS = "pairs";

    /** A patient with several rows collects their pairs; no patient has more than a thousand. */
    private static final int ROWS_OF_A_PATIENT_BITS = 10;

    @Override
    public List<Segment> segments() {
        return List.of(
                Segment.plain(UNITS, 2, rowBits),
                Segment.plain(PAIRS, PairSums.LENGTH, rowBits + ROWS_OF_A_PATIENT_BITS));
    }

    @Override
    public double[] tally(ScoredRows rows) {
        Block block = new Block(segments());
        block.addUnits(0, rows);
        double[] pairs = PairSums.of(rows).scaled(Math.scalb(1.0, -rowBits)).toArray();
        for (int i = 0; i < pairs.length; i++) {
            block.add(1, i, pairs[i]);
        }
        return block.values();
    }

    @Override
    public Figures figures(GroupSum sum) {
        PairSums pairs = PairSums.of(sum.values(PAIRS)).scaled(Math.scalb(1.0, rowBits));
        double[] units = sum.values(UNITS);
        return new Figures(Map.of(Metric.CONCORDANCE, pairs.estimate(Math.round(units[1]))), Tables.NONE);
    }
}
