package org.wardround.privacy.accounting;

/**
 * Rényi divergences of Gaussian noise on Poisson samples.
 *
 * @see <a href="https://arxiv.org/abs/1908.10530">Mironov, Talwar, Zhang 2019, sections 3.2 and 3.3</a>
 */
final class SampledGaussian {
    /** How many standard deviations beyond the outermost peak a sum over a grid goes. */
    private static final int REACH = 14;

    private SampledGaussian() {}

    static double divergence(double sigma, double rate, double order) {
        double unsampled = order / (2 * sigma * sigma);
        if (rate == 1) {
            return unsampled;
        }
        double moment = order == Math.rint(order) ? wholeOrder(sigma, rate, (int) order) : anyOrder(sigma, rate, order);
        return Math.min(unsampled, Math.max(0, moment / (order - 1)));
    }

    /**
     * The same for discrete Gaussian noise on a vector of whole numbers. At a whole order k the k-th moment of the ratio of N(μ, σ²) and N(0, σ²) over whole numbers is exp(k(k−1)|μ|²/2σ²),
     * exactly as over all numbers, since the sum behind it is only shifted by the whole numbers k·μ (Canonne, Kamath, Steinke 2020, proposition 5); and x → μ − x exchanges the two, as
     * theorem 5 of Mironov, Talwar, Zhang asks. So whole orders cost the same, and between them the logarithm of the moment is convex in the order.
     */
    static double discreteDivergence(double sigma, double rate, double order) {
        double unsampled = order / (2 * sigma * sigma);
        int below = (int) Math.floor(order);
        double share = order - below;
        double low = below < 2 ? 0 : wholeMoment(sigma, rate, below);
        double moment = share == 0 ? low : (1 - share) * low + share * wholeMoment(sigma, rate, below + 1);
        return Math.min(unsampled, Math.max(0, moment / (order - 1)));
    }

    /** ln of the moment of a whole order. */
    private static double wholeMoment(double sigma, double rate, int order) {
        return rate == 1 ? order * (order - 1) / (2 * sigma * sigma) : wholeOrder(sigma, rate, order);
    }

    // Moments are near 1 where sampling is rare, and thousands of steps add them up: what is added up here is the
    // moment less 1.

    /** ln of 1 + Σ over k ≥ 2 of C(order, k)·(1−rate)^(order−k)·rate^k·(exp(k(k−1)/2σ²) − 1). */
    private static double wholeOrder(double sigma, double rate, int order) {
        LogSum sum = new LogSum();
        double logChoices = StrictMath.log(order);
        for (int k = 2; k <= order; k++) {
            logChoices += StrictMath.log((double) (order - k + 1) / k);
            double exponent = (double) k * (k - 1) / (2 * sigma * sigma);
            sum.add(logChoices
                    + (order - k) * StrictMath.log1p(-rate)
                    + k * StrictMath.log(rate)
                    + exponent
                    + StrictMath.log(-StrictMath.expm1(-exponent)));
        }
        return logOfOnePlus(sum.value());
    }

    /**
     * ln of the mean over z ~ N(0, σ²) of (1−rate+rate·exp((2z−1)/2σ²))^order, as a sum over a grid. The integrand is analytic in a strip of πσ² around the real line, so that a step of
     * half σ² (and of σ/8 at most) leaves an error of 1e-16.
     */
    private static double anyOrder(double sigma, double rate, double order) {
        double variance = sigma * sigma;
        double step = Math.min(sigma / 8, variance / 2);
        int first = (int) Math.floor(-REACH * sigma / step);
        int last = (int) Math.ceil((order + REACH * sigma) / step);
        LogSum above = new LogSum();
        LogSum below = new LogSum();
        for (int i = first; i <= last; i++) {
            double z = i * step;
            double exponent = order * logMixture(rate, (2 * z - 1) / (2 * variance));
            double logWeight = -z * z / (2 * variance);
            if (exponent > 0) {
                above.add(logWeight + exponent + StrictMath.log(-StrictMath.expm1(-exponent)));
            } else {
                below.add(logWeight + StrictMath.log(-StrictMath.expm1(exponent)));
            }
        }
        double difference =
                above.value() + StrictMath.log1p(-StrictMath.exp(Math.min(0, below.value() - above.value())));
        return logOfOnePlus(difference + StrictMath.log(step / (sigma * Math.sqrt(2 * Math.PI))));
    }

    /** ln(1 + e^x). */
    private static double logOfOnePlus(double x) {
        return x > 0 ? x + StrictMath.log1p(StrictMath.exp(-x)) : StrictMath.log1p(StrictMath.exp(x));
    }

    /** ln(1−rate+rate·e^loss). */
    static double logMixture(double rate, double loss) {
        if (rate == 1) {
            return loss;
        }
        return loss > 0
                ? loss + StrictMath.log(rate + (1 - rate) * StrictMath.exp(-loss))
                : StrictMath.log1p(rate * StrictMath.expm1(loss));
    }
}
