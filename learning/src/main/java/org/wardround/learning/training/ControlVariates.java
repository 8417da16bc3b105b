package org.wardround.learning.training;

import org.wardround.core.strategy.TrainingSegments;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

/**
 * SCAFFOLD at one site in one round.
 *
 * @see <a href="https://arxiv.org/abs/1910.06378">Karimireddy et al. 2020, algorithm 1, option II</a>
 */
final class ControlVariates {
    private final double[] federation;
    private final double[] own;

    private ControlVariates(double[] federation, double[] own) {
        this.federation = federation;
        this.own = own;
    }

    /**
     * @param federation c, from the task
     * @param own c_i; empty before the site's first round, which counts as zeros
     */
    static ControlVariates of(Vector federation, Vector own) {
        double[] c = federation.toArray();
        return new ControlVariates(c, own.length() == 0 ? new double[c.length] : own.toArray());
    }

    /** c − c_i: what is added to each gradient. */
    double[] shift() {
        double[] shift = new double[own.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = federation[i] - own[i];
        }
        return shift;
    }

    /**
     * c_i⁺ = c_i − c + (x − y)/(K·η); its difference to c_i goes into the answer.
     *
     * @param update y − x
     * @param distance K·η: steps times learning rate
     */
    Vector next(double[] update, double distance, Answer answer) {
        double[] change = new double[own.length];
        double[] next = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            change[i] = -federation[i] - update[i] / distance;
            next[i] = own[i] + change[i];
        }
        answer.put(TrainingSegments.CONTROL, change);
        return ArrayVector.owning(next);
    }
}
