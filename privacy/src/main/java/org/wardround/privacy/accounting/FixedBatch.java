package org.wardround.privacy.accounting;

/**
 * Rényi divergences of Gaussian noise on a fixed number of patients drawn without replacement, for neighbours that differ by one patient replaced.
 *
 * @see <a href="https://arxiv.org/abs/1808.00087">Wang, Balle, Kasiviswanathan 2019, corollary 10 and theorem 27</a>
 */
final class FixedBatch {
    /** Up to this order the tighter terms are worth their time. */
    private static final int MAX_TIGHT_ORDER = 256;

    private static final int REACH = 14;

    private FixedBatch() {}

    static double divergence(double sigma, double rate, double order) {
        if (rate == 1) {
            return order / (2 * sigma * sigma);
        }
        int below = (int) Math.floor(order);
        double moment = moment(sigma, rate, below);
        if (order > below) {
            // The logarithm of the moment is convex in the order.
            double share = order - below;
            moment = (1 - share) * moment + share * moment(sigma, rate, below + 1);
        }
        return moment / (order - 1);
    }

    private static double moment(double sigma, double rate, int order) {
        if (order == 1) {
            return 0;
        }
        LogSum sum = new LogSum();
        sum.add(0);
        double logChoices = StrictMath.log(order);
        double even = 0;
        double evenBefore = 0;
        for (int i = 2; i <= order; i++) {
            logChoices += StrictMath.log((double) (order - i + 1) / i);
            double term = StrictMath.log(2) + (double) i * (i - 1) / (2 * sigma * sigma);
            if (i == 2) {
                double square = StrictMath.log(StrictMath.expm1(1 / (sigma * sigma)));
                even = square;
                term = Math.min(term, StrictMath.log(4) + square);
            } else if (order <= MAX_TIGHT_ORDER) {
                if (i % 2 == 1) {
                    evenBefore = even;
                    even = logCentralMoment(sigma, i + 1);
                }
                double between = i % 2 == 1 ? (evenBefore + even) / 2 : even;
                term = Math.min(term, StrictMath.log(4) + between);
            }
            sum.add(term + i * StrictMath.log(rate) + logChoices);
        }
        return sum.value();
    }

    /** ln of the mean over z ~ N(0, σ²) of (exp((2z−1)/2σ²) − 1)^power, for an even power, as a sum over a grid; the integrand is entire, so that steps of σ/8 leave no error that shows. */
    private static double logCentralMoment(double sigma, int power) {
        double variance = sigma * sigma;
        double step = sigma / 8;
        int first = (int) Math.floor(-REACH * sigma / step);
        int last = (int) Math.ceil((power + REACH * sigma) / step);
        LogSum sum = new LogSum();
        for (int i = first; i <= last; i++) {
            double z = i * step;
            double loss = (2 * z - 1) / (2 * variance);
            double size = loss > 0
                    ? loss + StrictMath.log(-StrictMath.expm1(-loss))
                    : StrictMath.log(-StrictMath.expm1(loss));
            sum.add(power * size - z * z / (2 * variance));
        }
        return sum.value() + StrictMath.log(step / (sigma * Math.sqrt(2 * Math.PI)));
    }
}
