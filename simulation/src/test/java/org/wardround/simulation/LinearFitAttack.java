package org.wardround.simulation;

import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.inference.estimate.Bounds;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Regression;

/** A linear fit tells its rows by its residual degrees of freedom, by its likelihood beside its deviance, and by the width of its intervals. */
final class LinearFitAttack {
    private static final double SAME = 1e-9;
    private static final int MOST_ROWS = 1000;

    private LinearFitAttack() {}

    /** One number, where all agree; empty where nothing tells it. */
    static SortedSet<Integer> rows(ModelResult model) {
        Regression.Fit fit = model.regression().fit();
        SortedSet<Integer> found = new TreeSet<>();
        int coefficients = model.coefficients().size();
        if (!Double.isNaN(fit.deviance() / fit.dispersion())) {
            found.add((int) Math.rint(fit.deviance() / fit.dispersion()) + coefficients);
        }
        for (int rows = coefficients + 1; rows < MOST_ROWS; rows++) {
            double likelihood = -rows / 2.0 * (StrictMath.log(2 * Math.PI * fit.deviance() / rows) + 1);
            if (Math.abs(likelihood - fit.logLikelihood()) < SAME * Math.abs(likelihood)
                    || Math.abs(2 * (fit.parameters() - likelihood) - fit.aic()) < SAME * Math.abs(fit.aic())) {
                found.add(rows);
            }
        }
        model.coefficients().values().forEach(coefficient -> {
            double half = (coefficient.uncertainty().high()
                            - coefficient.uncertainty().low())
                    / 2;
            double error = coefficient.uncertainty().standardError();
            for (int rows = coefficients + 1; rows < MOST_ROWS; rows++) {
                double here = Bounds.student(0, error, rows - coefficients).high();
                if (Math.abs(here - half) < SAME * half) {
                    found.add(rows);
                }
            }
        });
        return found;
    }
}
