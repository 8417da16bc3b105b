package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.Variable;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * The second description round: for each quantity the sums over present training values of their distance from the middle of the declared range
 * and of its square, and their number.
 *
 * @param maxContributors how many sites the sum can hold
 * @param counts of the first round: bounds the sums
 */
public record MeansPass(DataDictionary dictionary, int maxContributors, Counts counts) {
    private static final String PRESENT = "present";

    /** One segment for each quantity, because each has its own range; a value is at most half that range's width in size. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        long rows = counts.rows(Side.TRAIN);
        segments.add(Segment.plain(PRESENT, dictionary.variables().size(), Ranges.exponent(1, rows)));
        for (Variable variable : dictionary.variables()) {
            if (variable.type().isQuantity()) {
                double half = Ranges.of(variable).width() / 2;
                segments.add(Segment.plain(sumOf(variable), 1, Ranges.exponent(half, rows)));
                segments.add(Segment.plain(squaresOf(variable), 1, Ranges.exponent(half * half, rows)));
            }
        }
        return new SumLayout(maxContributors, segments);
    }

    private static String sumOf(Variable variable) {
        return "sum of " + variable.name();
    }

    private static String squaresOf(Variable variable) {
        return "squares of " + variable.name();
    }

    /** A site's sums. */
    public LocalUpdate answer(Table table) {
        SumLayout layout = layout();
        double[] values = new double[Math.toIntExact(layout.length())];
        int[] train = table.rowsOn(Side.TRAIN);
        for (int position = 0; position < dictionary.variables().size(); position++) {
            Variable variable = dictionary.variables().get(position);
            if (variable.type().isQuantity()) {
                int target = (int) layout.start(sumOf(variable));
                int squares = (int) layout.start(squaresOf(variable));
                double middle = Ranges.middle(variable);
                for (int row : train) {
                    double value = table.variables()[position][row];
                    if (!Double.isNaN(value)) {
                        values[position]++;
                        values[target] += value - middle;
                        values[squares] += (value - middle) * (value - middle);
                    }
                }
            }
        }
        return LocalUpdate.owning(layout, values);
    }

    /**
     * The federated mean of each quantity, rounded as a {@link Grid} says unless the study says that it is exact, and of each code the most frequent level. A quantity that fewer than 22 patients have gets the middle of its
     * range; where nobody has it its column is then constant everywhere, and {@link SpreadPass} lists it.
     */
    public Means result(Sum sum) {
        double[] imputed = new double[dictionary.variables().size()];
        double[] present = sum.values(PRESENT);
        for (int position = 0; position < imputed.length; position++) {
            Variable variable = dictionary.variables().get(position);
            if (variable.type().isQuantity()) {
                imputed[position] = mean(new Moments(
                        present[position],
                        Ranges.middle(variable),
                        sum.value(sumOf(variable)),
                        sum.value(squaresOf(variable)),
                        Ranges.of(variable).width()));
            } else {
                imputed[position] = counts.mode(position);
            }
        }
        return new Means(imputed);
    }

    private double mean(Moments moments) {
        if (dictionary.moments() == MomentsRule.EXACT) {
            return moments.mean();
        }
        double patients = moments.rows() * counts.patientsPerRow();
        if (Grid.isTooFew(patients)) {
            return moments.about();
        }
        Grid grid = Grid.of(patients);
        return grid.mean(moments.mean(), grid.deviation(moments.standardDeviation()));
    }
}
