package org.wardround.privacy.accounting;

/**
 * The losses of one use of a mechanism, for both directions: the patient is taken away, or is added. Without the patient the answer has density f(x), with the patient f(x − 1); with the patient
 * sampled at a rate, a mixture of both.
 */
final class Losses {
    /** Answers further out than this many σ get a loss without end. Their probability is 1e-28. */
    private static final double REACH = 11;
    /** Nodes and weights of Gauss and Legendre's rule with three points on −1 to 1. */
    private static final double[] NODES = {-Math.sqrt(0.6), 0, Math.sqrt(0.6)};

    private static final double[] WEIGHTS = {5 / 9.0, 8 / 9.0, 5 / 9.0};

    final LossGrid removed;
    final LossGrid added;
    private final double rate;

    private Losses(double step, double rate, double lowest, double highest) {
        this.rate = rate;
        double low = SampledGaussian.logMixture(rate, lowest);
        double high = SampledGaussian.logMixture(rate, highest);
        this.removed = new LossGrid(step, low, high);
        this.added = new LossGrid(step, -high, -low);
    }

    static Losses of(Mechanism mechanism, double step) {
        if (mechanism instanceof Mechanism.Gaussian gaussian) {
            return gaussian(gaussian.noiseMultiplier(), gaussian.samplingRate(), step);
        } else if (mechanism instanceof Mechanism.Laplace laplace) {
            return laplace(laplace.scale(), laplace.samplingRate(), step);
        } else if (mechanism instanceof Mechanism.DiscreteGaussian discrete) {
            return discreteGaussian(discrete, step);
        }
        throw new IllegalArgumentException(
                "discrete noise on vectors, and a fixed number of patients drawn without replacement, are accounted for by Rényi divergences only");
    }

    /** The range of losses, for which a step is chosen. */
    static double range(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Gaussian gaussian) {
            double sigma = gaussian.noiseMultiplier();
            return 2 * (REACH / sigma + 1 / (2 * sigma * sigma));
        } else if (mechanism instanceof Mechanism.Laplace laplace) {
            return 2 / laplace.scale();
        } else if (mechanism instanceof Mechanism.DiscreteGaussian discrete) {
            double multiplier = discrete.sigma() / discrete.sensitivity();
            return 2 * (REACH / multiplier + 1 / (2 * multiplier * multiplier));
        }
        return 1;
    }

    private static Losses gaussian(double sigma, double rate, double step) {
        double variance = sigma * sigma;
        double from = -REACH * sigma;
        double to = 1 + REACH * sigma;
        Losses losses = new Losses(step, rate, (2 * from - 1) / (2 * variance), (2 * to - 1) / (2 * variance));
        double panel = Math.min(sigma, variance) / 16;
        double scale = 1 / (sigma * Math.sqrt(2 * Math.PI));
        double at = from;
        long point = (long) Math.floor(SampledGaussian.logMixture(rate, (2 * at - 1) / (2 * variance)) / step) + 1;
        while (at < to) {
            // Panels end where losses are on the grid, between which all is smooth.
            double loss = losses.unsampled(point * step);
            double end = Math.min(to, variance * loss + 0.5);
            if (!(end > at)) {
                point++;
                continue;
            }
            if (end - at > panel) {
                end = at + panel;
            } else {
                point++;
            }
            double half = (end - at) / 2;
            double middle = (end + at) / 2;
            for (int i = 0; i < NODES.length; i++) {
                double x = middle + half * NODES[i];
                losses.add(
                        (2 * x - 1) / (2 * variance),
                        WEIGHTS[i] * half * scale * StrictMath.exp(-x * x / (2 * variance)));
            }
            at = end;
        }
        losses.addTails(NormalDistribution.tail(REACH), NormalDistribution.tail(REACH + 1 / sigma));
        return losses;
    }

    private static Losses laplace(double scale, double rate, double step) {
        Losses losses = new Losses(step, rate, -1 / scale, 1 / scale);
        losses.add(-1 / scale, 0.5);
        losses.add(1 / scale, StrictMath.exp(-1 / scale) / 2);
        // Between 0 and 1 the loss is a straight line in the answer.
        int panels = (int) Math.max(64, Math.ceil(4 / scale / step));
        double half = 0.5 / panels;
        for (int panel = 0; panel < panels; panel++) {
            for (int i = 0; i < NODES.length; i++) {
                double x = (2 * panel + 1 + NODES[i]) * half;
                losses.add((2 * x - 1) / scale, WEIGHTS[i] * half * StrictMath.exp(-x / scale) / (2 * scale));
            }
        }
        return losses;
    }

    private static Losses discreteGaussian(Mechanism.DiscreteGaussian mechanism, double step) {
        double twice = 2 * mechanism.sigma() * mechanism.sigma();
        long shift = mechanism.sensitivity();
        long reach = (long) Math.ceil(REACH * mechanism.sigma()) + 1;
        double total = 0;
        for (long x = -reach; x <= reach; x++) {
            total += StrictMath.exp(-(double) x * x / twice);
        }
        double lowest = shift * (2.0 * -reach - shift) / twice;
        double highest = shift * (2.0 * (reach + shift) - shift) / twice;
        Losses losses = new Losses(step, mechanism.samplingRate(), lowest, highest);
        for (long x = -reach; x <= reach + shift; x++) {
            losses.add(shift * (2.0 * x - shift) / twice, StrictMath.exp(-(double) x * x / twice) / total);
        }
        double tail = NormalDistribution.tail(REACH) * 2;
        losses.addTails(tail, tail);
        return losses;
    }

    /** The mixture's loss turned round: from ln(1−rate+rate·e^ℓ) to ℓ. */
    private double unsampled(double loss) {
        if (rate == 1) {
            return loss;
        }
        double grown = StrictMath.expm1(loss);
        return grown <= -rate ? Double.NEGATIVE_INFINITY : StrictMath.log1p(grown / rate);
    }

    /** A loss ℓ = ln f(x−1)/f(x), and the probability of it without the patient. */
    private void add(double loss, double mass) {
        double mixed = SampledGaussian.logMixture(rate, loss);
        removed.add(mixed, mass * StrictMath.exp(mixed));
        added.add(-mixed, mass);
    }

    /** Both tails of both data sets count as lost without end. */
    private void addTails(double near, double far) {
        removed.addEndless(near + far);
        added.addEndless(near + far);
    }
}
