package org.wardround.inference.compare;

import java.util.Arrays;
import org.wardround.core.study.VariableType;
import org.wardround.inference.evaluate.Losses;

/** What a metric that is a mean over rows gives each row. */
final class RowLosses {
    private RowLosses() {}

    /** A row's value under one model. */
    @FunctionalInterface
    interface Value {
        double of(ModelRows model, int row);
    }

    /** First model minus second, for each row. */
    static double[] differences(PairedRows rows, Value value) {
        double[] differences = new double[rows.rows()];
        Arrays.setAll(differences, row -> value.of(rows.a(), row) - value.of(rows.b(), row));
        return differences;
    }

    /** 1 where the model is right, else 0. */
    static Value correct(PairedRows rows) {
        return rows.type() == VariableType.CATEGORY
                ? (model, row) -> model.rows().mostProbable(row) == (int) rows.outcomes()[row] ? 1 : 0
                : (model, row) -> model.flags(row) == rows.isEvent(row) ? 1 : 0;
    }

    static Value brier(PairedRows rows) {
        return rows.type() == VariableType.CATEGORY
                ? (model, row) -> Losses.brier(model.rows(), row)
                : (model, row) -> Losses.brier(model.scores()[row], rows.isEvent(row));
    }

    static Value logLoss(PairedRows rows) {
        if (rows.type() == VariableType.INTEGER) {
            return (model, row) -> Losses.poisson(model.scores()[row], rows.outcomes()[row]);
        }
        return rows.type() == VariableType.CATEGORY
                ? (model, row) -> Losses.log(model.rows().score(row, (int) rows.outcomes()[row]))
                : (model, row) -> Losses.log(rows.isEvent(row) ? model.scores()[row] : 1 - model.scores()[row]);
    }

    /** 1 for a hit, minus the odds of the threshold for a false alarm. */
    static Value netBenefit(PairedRows rows) {
        return (model, row) -> {
            double odds = model.threshold() / (1 - model.threshold());
            return !model.flags(row) ? 0 : rows.isEvent(row) ? 1 : -odds;
        };
    }

    static Value squaredError(PairedRows rows) {
        return (model, row) -> {
            double error = rows.outcomes()[row] - model.scores()[row];
            return error * error;
        };
    }
}
