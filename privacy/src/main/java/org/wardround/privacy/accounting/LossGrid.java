package org.wardround.privacy.accounting;

/**
 * A distribution of privacy losses on a grid of equal steps, at or above the true one: each loss goes to its two neighbours on the grid such that the probabilities under both data sets are kept,
 * which raises δ between points of the grid and leaves it as it is at them. Losses without end are a mass of their own. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2207.04380">Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022 ("connect the dots")</a>
 */
final class LossGrid {
    final double step;
    final int first;
    final double[] masses;
    private final double normaliser;
    private double endless;

    /** A grid over losses from {@code lowest} to {@code highest}. */
    LossGrid(double step, double lowest, double highest) {
        this.step = step;
        this.first = (int) Math.floor(lowest / step) - 1;
        this.masses = new double[(int) Math.ceil(highest / step) + 2 - first];
        this.normaliser = StrictMath.expm1(step);
    }

    /** Adds the mass that a loss has under the data set with the greater probabilities. */
    void add(double loss, double mass) {
        int below = (int) Math.floor(loss / step);
        double share = StrictMath.expm1((below + 1) * step - loss) / normaliser;
        share = Math.max(0, Math.min(1, share));
        masses[below - first] += mass * share;
        masses[below + 1 - first] += mass * (1 - share);
    }

    void addEndless(double mass) {
        endless += mass;
    }

    double endless() {
        return endless;
    }

    /** ln of the mean of e^(tilt·loss) over finite losses; infinite where it is beyond numbers. */
    double logMoment(double tilt) {
        double factor = StrictMath.exp(-Math.abs(tilt) * step);
        // Powers go from the end where they are greatest, so that none grows beyond numbers.
        int last = masses.length - 1;
        int end = tilt >= 0 ? last : 0;
        int direction = tilt >= 0 ? -1 : 1;
        double sum = 0;
        double power = 1;
        for (int i = 0; i <= last && power > Double.MIN_NORMAL; i++) {
            sum += masses[end + direction * i] * power;
            power *= factor;
        }
        return sum > 0 ? StrictMath.log(sum) + tilt * step * (first + end) : Double.POSITIVE_INFINITY;
    }
}
