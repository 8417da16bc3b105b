package org.wardround.core.study;

/** How the local learning rate changes over rounds, numbered from 1. */
public sealed interface Schedule {
    /** The factor on the learning rate in {@code round} of {@code rounds}. */
    double factor(int round, int rounds);

    record Constant() implements Schedule {
        @Override
        public double factor(int round, int rounds) {
            return 1;
        }
    }

    /** Multiplies by {@code factor} after every {@code every} rounds. */
    record StepDecay(int every, double factor) implements Schedule {
        public StepDecay {
            if (every < 1 || !(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException(
                        "a step schedule needs every ≥ 1 and a factor above 0 up to 1, got %d and %s"
                                .formatted(every, factor));
            }
        }

        @Override
        public double factor(int round, int rounds) {
            double product = 1;
            for (int i = 0; i < (round - 1) / every; i++) {
                product *= factor;
            }
            return product;
        }
    }

    /** Half a cosine from 1 in the first round towards {@code floor} after the last (Loshchilov and Hutter 2017, equation 5). */
    record Cosine(double floor) implements Schedule {
        public Cosine {
            if (!(floor >= 0 && floor < 1)) {
                throw new IllegalArgumentException("a cosine schedule's floor must be from 0 to below 1, got " + floor);
            }
        }

        @Override
        public double factor(int round, int rounds) {
            return floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * (round - 1) / rounds));
        }
    }
}
