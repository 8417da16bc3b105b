package org.wardround.publish.table;

import java.util.List;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.statistics.Moments;
import org.wardround.inference.statistics.Quantity;
import org.wardround.privacy.disclosure.SmallCellRule;

/**
 * Whether a number's mean and deviation are made by few patients of a group, so that they tell how many: a number that is 0 for nearly all and 1 for two of 400 has mean 0.005 and deviation 0.071. Where values are spread over all
 * patients the same measure is small in small groups, a third of the patients for normal ones; so it counts only where half of the group has one value, or all have one of two.
 */
public final class SpreadOfFew {
    private static final double ROUNDING = 1e-4;
    private static final double END_OF_RANGE = 1e-6;

    private final Quantity quantity;
    private final Moments moments;
    private final double q1;
    private final double median;
    private final double q3;

    /** @param index of the quantity among those of the figures */
    public SpreadOfFew(Quantity quantity, GroupFigures figures, int index) {
        this.quantity = quantity;
        this.moments = figures.moments().get(index);
        List<Double> quartiles = figures.quartiles().get(index);
        this.q1 = quartiles.get(0);
        this.median = quartiles.get(1);
        this.q3 = quartiles.get(2);
    }

    /** Never where all have one value: that tells of nobody else. */
    public boolean isHiddenBy(SmallCellRule rule) {
        // What is printed as 0 tells nothing; a mean of means is off by rounding.
        if (moments.n() < 2 || Rounding.to(Rounding.MOST_DECIMALS, moments.standardDeviation()) == 0) {
            return false;
        }
        return hasTwoValues() && rule.hides(Math.round(rarerValue()))
                || hasCommonValue() && rule.hides(Math.max(1, Math.round(apart())));
    }

    /** Kurtosis is at least squared skewness and 1, and no more only where there are two values (Pearson 1916). */
    private boolean hasTwoValues() {
        double kurtosis = moments.n() * moments.fourths() / (moments.squares() * moments.squares());
        return kurtosis - squaredSkewness() - 1 <= ROUNDING * kurtosis;
    }

    private double squaredSkewness() {
        return moments.n() * moments.cubes() * moments.cubes() / StrictMath.pow(moments.squares(), 3);
    }

    /** How many have the rarer of two values: with the shares p and q of the two, squared skewness is 1/pq − 4. */
    private double rarerValue() {
        double skewness = squaredSkewness();
        return moments.n() / 2.0 * (1 - StrictMath.sqrt(skewness / (4 + skewness)));
    }

    /** Whether, for all that quartiles tell, at least half have one value. */
    private boolean hasCommonValue() {
        int decimals = Rounding.decimals(moments.standardDeviation());
        double near = END_OF_RANGE * quantity.range().width();
        return Rounding.to(decimals, q1) == Rounding.to(decimals, q3)
                || q1 == median && median - quantity.range().low() <= near
                || q3 == median && quantity.range().high() - median <= near;
    }

    /** At most as many as have another value than the common one. */
    private double apart() {
        return Math.min(moments.participation(median), moments.participation(moments.mean()));
    }

    @Override
    public String toString() {
        return "SpreadOfFew[%s]".formatted(quantity.name());
    }
}
