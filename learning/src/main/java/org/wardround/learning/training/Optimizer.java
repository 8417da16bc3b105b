package org.wardround.learning.training;

import org.wardround.core.study.LocalOptimizer;

/** Moves parameters along gradients. Has state, which starts anew with each round; not thread-safe. */
sealed interface Optimizer {
    /**
     * @param rate the learning rate of this round
     */
    static Optimizer of(LocalOptimizer specification, double rate, int parameters) {
        if (specification instanceof LocalOptimizer.Adam adam) {
            return new Adam(adam, rate, parameters);
        }
        double momentum = ((LocalOptimizer.Sgd) specification).momentum();
        return momentum == 0 ? new Plain(rate) : new Momentum(momentum, rate, parameters);
    }

    void step(double[] parameters, double[] gradient);

    /** w ← w − rate·g. */
    record Plain(double rate) implements Optimizer {
        @Override
        public void step(double[] parameters, double[] gradient) {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] -= rate * gradient[i];
            }
        }
    }

    /** u ← momentum·u + g; w ← w − rate·u. */
    final class Momentum implements Optimizer {
        private final double momentum;
        private final double rate;
        private final double[] velocity;

        Momentum(double momentum, double rate, int parameters) {
            this.momentum = momentum;
            this.rate = rate;
            this.velocity = new double[parameters];
        }

        @Override
        public void step(double[] parameters, double[] gradient) {
            for (int i = 0; i < parameters.length; i++) {
                velocity[i] = momentum * velocity[i] + gradient[i];
                parameters[i] -= rate * velocity[i];
            }
        }
    }

    /**
     * Adam with bias correction.
     *
     * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, algorithm 1</a>
     */
    final class Adam implements Optimizer {
        private final LocalOptimizer.Adam specification;
        private final double rate;
        private final double[] first;
        private final double[] second;
        private double beta1Power = 1;
        private double beta2Power = 1;

        Adam(LocalOptimizer.Adam specification, double rate, int parameters) {
            this.specification = specification;
            this.rate = rate;
            this.first = new double[parameters];
            this.second = new double[parameters];
        }

        @Override
        public void step(double[] parameters, double[] gradient) {
            double beta1 = specification.beta1();
            double beta2 = specification.beta2();
            beta1Power *= beta1;
            beta2Power *= beta2;
            for (int i = 0; i < parameters.length; i++) {
                first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
                second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] * gradient[i];
                double mean = first[i] / (1 - beta1Power);
                double spread = StrictMath.sqrt(second[i] / (1 - beta2Power));
                parameters[i] -= rate * mean / (spread + specification.epsilon());
            }
        }
    }
}
