package org.wardround.inference.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.core.sum.Segment;
import org.wardround.inference.estimate.Estimate;

/** Sums for a count: those of a number, and the log loss of the expected count as a Poisson mean. */
record CountSums(NumberSums numbers) implements OutcomeSums {
    private static final String LOG_LOSS = "log loss";

    @Override
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>(numbers.segments());
        segments.add(Segment.plain(LOG_LOSS, 2, numbers.rowBits() + Losses.SQUARED_LOG_LOSS_BITS));
        return segments;
    }

    @Override
    public double[] tally(ScoredRows rows) {
        Block block = new Block(segments());
        double[] ofNumber = numbers.tally(rows);
        for (int i = 0; i < ofNumber.length; i++) {
            block.add(0, i, ofNumber[i]);
        }
        int last = numbers.segments().size();
        for (int row = 0; row < rows.rows(); row++) {
            block.addWithSquare(last, Losses.poisson(rows.score(row), rows.outcomes()[row]));
        }
        return block.values();
    }

    @Override
    public Figures figures(GroupSum sum) {
        double[] units = sum.values(UNITS);
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.LOG_LOSS, Losses.mean(sum, LOG_LOSS, units[0], Losses.LARGEST_LOG_LOSS));
        metrics.put(Metric.RMSE, numbers.figures(sum).of(Metric.RMSE));
        return Figures.of(metrics, Tables.NONE, units);
    }
}
