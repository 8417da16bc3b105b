package org.wardround.inference.regression;

import org.wardround.core.dataset.Dataset;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.cox.LogTime;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/** The first pass: counts, and sums of columns about the middle of their range, over half its width. Rows of weight 0 are nobody. */
record MomentsQuestion(RegressionSpec spec) implements Question {
    private static final double LARGEST_LOG = 750;

    @Override
    public String purpose() {
        return "regression: counts and means";
    }

    private WideSums sums() {
        Limits limits = spec.limits();
        double rows = limits.maxRows();
        double weights = rows * limits.maxWeight();
        return WideSums.builder()
                .block("rows", 1, rows)
                .block("sites", 1, 1)
                .block("events", 1, rows)
                .block("comparisons", 1, rows)
                .block("weights", 1, weights)
                .block("outcomes", 1, weights * spec.outcome().magnitude())
                .block("offsets", 1, weights * limits.maxOffset())
                .block("exposure", 1, weights * StrictMath.exp(Math.min(limits.maxOffset(), 600)))
                .block("log weights", 1, rows * LARGEST_LOG)
                .block("log times", 1, rows * LARGEST_LOG)
                .block("columns", spec.columns().size(), rows)
                .build(limits.maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        double[] columns = new double[spec.columns().size()];
        double[] middles =
                spec.columns().stream().mapToDouble(DesignColumn::middle).toArray();
        double[] inverses =
                spec.columns().stream().mapToDouble(column -> 1 / unit(column)).toArray();
        double[] values = rows.dataset().values();
        double[] totals = new double[7];
        Dataset data = rows.dataset();
        boolean binary = spec.outcome().low() == 0 && spec.outcome().high() == 1;
        for (int row = 0; row < rows.count(); row++) {
            double weight = rows.weight(row);
            if (weight == 0) {
                continue;
            }
            double outcome = data.outcomes()[row];
            boolean event = data.events().length == 0 ? binary && outcome == 1 : data.events()[row] != 0;
            totals[0]++;
            totals[1] += event ? 1 : 0;
            totals[2] += weight;
            totals[3] += weight * outcome;
            totals[4] += weight * rows.offset(row);
            totals[5] += weight * StrictMath.exp(Math.min(rows.offset(row), 600));
            totals[6] += StrictMath.log(weight);
            int start = row * data.features();
            for (int column = 0; column < columns.length; column++) {
                columns[column] += (values[start + column] - middles[column]) * inverses[column];
            }
        }
        return sums().values()
                .set("rows", totals[0])
                .set("sites", totals[0] > 0 ? 1 : 0)
                .set("events", totals[1])
                .set("comparisons", LogTime.comparisons(rows))
                .set("weights", totals[2])
                .set("outcomes", totals[3])
                .set("offsets", totals[4])
                .set("exposure", totals[5])
                .set("log weights", totals[6])
                .set("log times", LogTime.sum(rows, spec.smallestTime()))
                .set("columns", columns)
                .encode();
    }

    /** Half the width, by which the sum's bound is the number of rows; any unit will do for a column that can have one value only. */
    static double unit(DesignColumn column) {
        return column.halfWidth() > 0 ? column.halfWidth() : 1;
    }

    int beyond(SumReader sum) {
        return sums().beyond(sum);
    }

    Moments read(SumReader sum) {
        WideSums sums = sums();
        double rows = sums.value(sum, "rows");
        double weights = sums.value(sum, "weights");
        double events = sums.value(sum, "events");
        double[] means = sums.values(sum, "columns");
        for (int column = 0; column < means.length; column++) {
            DesignColumn declared = spec.columns().get(column);
            means[column] = declared.middle() + means[column] / Math.max(1, rows) * unit(declared);
        }
        return new Moments(
                Math.round(rows),
                (int) Math.round(sums.value(sum, "sites")),
                Math.round(events),
                Math.round(sums.value(sum, "comparisons")),
                means,
                weights,
                sums.value(sum, "outcomes"),
                sums.value(sum, "offsets"),
                sums.value(sum, "exposure"),
                sums.value(sum, "log weights"),
                events == 0 ? 0 : sums.value(sum, "log times") / events);
    }
}
