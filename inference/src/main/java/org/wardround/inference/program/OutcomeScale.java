package org.wardround.inference.program;

import java.util.Arrays;
import java.util.List;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.ModelShape;
import org.wardround.core.model.Tensor;
import org.wardround.core.study.VariableType;

/**
 * The scale on which a number is learnt: its deviation from the sites' mean, in standard deviations. So a model starts at the mean whatever the
 * unit, and a learning rate means the same for grams and for tonnes. Only the training sees it: finished parameters are turned back, so they
 * predict in the outcome's own unit.
 *
 * @param centre the mean over all training rows
 * @param unit the standard deviation; 1 where all are the same
 */
public record OutcomeScale(double centre, double unit) {
    /** Outcomes that are no numbers are learnt as they are. */
    public static final OutcomeScale NONE = new OutcomeScale(0, 1);

    public static OutcomeScale of(double mean, double standardDeviation) {
        return new OutcomeScale(mean, standardDeviation == 0 ? 1 : standardDeviation);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** The table with its outcomes on this scale. */
    public Table standardised(Table table) {
        if (isNone()) {
            return table;
        }
        double[] outcomes = Arrays.stream(table.outcomes())
                .map(outcome -> (outcome - centre) / unit)
                .toArray();
        return new Table(
                VariableType.NUMBER, table.variables(), outcomes, table.events(), table.patients(), table.sides());
    }

    /** Parameters that predict in the outcome's unit, as ones that predict on this scale. */
    public double[] standardised(double[] parameters, ModelShape shape) {
        return onLastLayer(parameters, shape, weight -> weight / unit, bias -> (bias - centre) / unit);
    }

    /** Parameters that predict on this scale, as ones that predict in the outcome's unit. */
    public double[] turnedBack(double[] parameters, ModelShape shape) {
        return onLastLayer(parameters, shape, weight -> weight * unit, bias -> bias * unit + centre);
    }

    /** A squared error on this scale, in squares of the outcome's unit. */
    public double lossTurnedBack(double loss) {
        return loss * unit * unit;
    }

    /** One change of a parameter. */
    @FunctionalInterface
    private interface Change {
        double of(double value);
    }

    /** A number's model ends in the weights and the bias of its one output. */
    private double[] onLastLayer(double[] parameters, ModelShape shape, Change weights, Change bias) {
        double[] changed = parameters.clone();
        if (isNone()) {
            return changed;
        }
        List<Tensor> tensors = shape.tensors();
        int last = changed.length - 1;
        int inputs = tensors.get(tensors.size() - 2).size();
        for (int i = last - inputs; i < last; i++) {
            changed[i] = weights.of(changed[i]);
        }
        changed[last] = bias.of(changed[last]);
        return changed;
    }
}
