package org.wardround.core.strategy;

import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/**
 * Applies a server rule to the mean change of a round, block by block. Not thread-safe; one step each.
 *
 * @see <a href="https://arxiv.org/abs/2003.00295">Reddi et al. 2021, algorithm 2</a>
 */
final class ServerStep {
    private final ServerRule rule;
    private final double rate;
    private final VectorWriter.Factory vectors;
    private final double[] change;
    private final double[] model;
    private final double[] first;
    private final double[] second;
    private double squaredNorm;
    private boolean finite = true;

    /**
     * @param rateFactor multiplies the rule's learning rate
     * @param length number of parameters
     */
    ServerStep(ServerRule rule, double rateFactor, long length, VectorWriter.Factory vectors) {
        this.rule = rule;
        this.rate = rule.learningRate() * rateFactor;
        this.vectors = vectors;
        int block = (int) Math.min(Vector.BLOCK, length);
        this.change = new double[block];
        this.model = new double[block];
        this.first = new double[keepsFirst(rule) ? block : 0];
        this.second = new double[keepsSecond(rule) ? block : 0];
    }

    static boolean keepsFirst(ServerRule rule) {
        return rule instanceof ServerRule.Momentum || rule instanceof ServerRule.Adaptive;
    }

    static boolean keepsSecond(ServerRule rule) {
        return rule instanceof ServerRule.Adaptive;
    }

    /** The next parameters, and what the server keeps for the round after. */
    record Next(Vector parameters, ServerState server) {}

    /**
     * @param meanChange one value for each parameter
     * @param controlChange SCAFFOLD: the change of c; empty with other strategies
     */
    Next apply(Vector parameters, ServerState server, Vector meanChange, Vector controlChange) {
        VectorWriter nextModel = vectors.create(parameters.length());
        VectorWriter nextFirst = vectors.create(server.firstMoment().length());
        VectorWriter nextSecond = vectors.create(server.secondMoment().length());
        for (long offset = 0; offset < parameters.length(); offset += change.length) {
            int count = (int) Math.min(change.length, parameters.length() - offset);
            meanChange.read(offset, change, count);
            parameters.read(offset, model, count);
            readMoment(server.firstMoment(), offset, first, count);
            readMoment(server.secondMoment(), offset, second, count);
            addSquares(count);
            move(count);
            nextModel.append(model, count);
            nextFirst.append(first, Math.min(count, first.length));
            nextSecond.append(second, Math.min(count, second.length));
        }
        return new Next(
                nextModel.finish(),
                new ServerState(
                        nextFirst.finish(),
                        nextSecond.finish(),
                        nextControl(server.control(), controlChange),
                        server.bound()));
    }

    /** A moment that the rule does not keep has no block and is not read. */
    private static void readMoment(Vector moment, long offset, double[] block, int count) {
        if (block.length > 0) {
            moment.read(offset, block, count);
        }
    }

    /** c + Σ wᵢ/W·(cᵢ⁺ − cᵢ) over the sites that answered, with W over all sites (Karimireddy et al. 2020, algorithm 1, line 17). */
    private Vector nextControl(Vector control, Vector controlChange) {
        VectorWriter writer = vectors.create(control.length());
        for (long offset = 0; offset < control.length(); offset += change.length) {
            int count = (int) Math.min(change.length, control.length() - offset);
            control.read(offset, model, count);
            controlChange.read(offset, change, count);
            for (int i = 0; i < count; i++) {
                model[i] += change[i];
            }
            writer.append(model, count);
        }
        return writer.finish();
    }

    /** L2 norm of the mean change, once it has been applied. */
    double updateNorm() {
        return StrictMath.sqrt(squaredNorm);
    }

    /** Whether all new parameters are numbers. */
    boolean isFinite() {
        return finite;
    }

    private void addSquares(int count) {
        for (int i = 0; i < count; i++) {
            squaredNorm += change[i] * change[i];
        }
    }

    private void move(int count) {
        if (rule instanceof ServerRule.Momentum momentum) {
            for (int i = 0; i < count; i++) {
                first[i] = momentum.momentum() * first[i] + change[i];
                model[i] += rate * first[i];
            }
        } else if (rule instanceof ServerRule.Adaptive adaptive) {
            adapt(adaptive, count);
        } else {
            for (int i = 0; i < count; i++) {
                model[i] += rate * change[i];
            }
        }
        for (int i = 0; i < count; i++) {
            finite &= Double.isFinite(model[i]);
        }
    }

    private void adapt(ServerRule.Adaptive adaptive, int count) {
        for (int i = 0; i < count; i++) {
            double square = change[i] * change[i];
            first[i] = adaptive.beta1() * first[i] + (1 - adaptive.beta1()) * change[i];
            second[i] = switch (adaptive.kind()) {
                case ADAM -> adaptive.beta2() * second[i] + (1 - adaptive.beta2()) * square;
                case YOGI -> second[i] - (1 - adaptive.beta2()) * square * Math.signum(second[i] - square);
                case ADAGRAD -> second[i] + square;
            };
            model[i] += rate * first[i] / (StrictMath.sqrt(second[i]) + adaptive.tau());
        }
    }
}
