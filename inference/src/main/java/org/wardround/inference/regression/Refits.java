package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.newton.Newton;
import org.wardround.inference.regression.newton.NewtonOutcome;
import org.wardround.inference.regression.newton.NewtonSetup;
import org.wardround.inference.regression.newton.Objective;
import org.wardround.inference.regression.result.Tails;
import org.wardround.inference.regression.result.TermTest;

/**
 * Likelihood-ratio tests of dropping each term: the model without it, refitted from where the full model's curvature says that its optimum is. Under
 * Firth's penalty the term's coefficients are held at 0 instead, so that the penalty stays that of the full model (Heinze and Schemper 2002).
 *
 * @param smaller the model of some of the columns
 * @param covariance of the standardised estimates
 */
record Refits(
        RegressionSpec spec,
        NewtonSetup whole,
        Function<int[], Objective> smaller,
        NewtonOutcome.Converged full,
        SymmetricMatrix covariance) {
    /** A χ² of the log-likelihood that is lost. */
    @FunctionalInterface
    interface Statistic {
        double of(NewtonOutcome.Converged full, NewtonOutcome.Converged without);
    }

    private int shift() {
        return whole.objective().size() - spec.columns().size();
    }

    /** One optimisation for each term, in order. */
    List<Newton> begin() {
        return spec.terms().stream().map(this::without).toList();
    }

    private Newton without(String term) {
        int[] kept = IntStream.range(0, spec.columns().size())
                .filter(column -> !spec.columns().get(column).term().equals(term))
                .toArray();
        int[] coefficients = IntStream.concat(
                        IntStream.range(0, shift()), IntStream.of(kept).map(column -> column + shift()))
                .toArray();
        double[] start = constrained(term);
        String name = "without '%s'".formatted(term);
        if (whole.firth()) {
            return Newton.begin(
                    new NewtonSetup(name, whole.objective(), coefficients, whole.ridge(), true, whole.stopping()),
                    start);
        }
        double[] fewer = IntStream.of(coefficients).mapToDouble(i -> start[i]).toArray();
        return Newton.begin(
                NewtonSetup.all(name, smaller.apply(kept), new double[fewer.length], false, whole.stopping()), fewer);
    }

    /** The optimum of the quadratic that the full fit's covariance describes, with the term's coefficients at 0. */
    private double[] constrained(String term) {
        int[] dropped = IntStream.range(0, spec.columns().size())
                .filter(column -> spec.columns().get(column).term().equals(term))
                .map(column -> column + shift())
                .toArray();
        double[] start = full.point().clone();
        double[] values = IntStream.of(dropped).mapToDouble(i -> start[i]).toArray();
        double[] solved = Cholesky.of(covariance.select(dropped))
                .map(factor -> factor.solve(values))
                .orElse(new double[values.length]);
        for (int i = 0; i < start.length; i++) {
            for (int j = 0; j < dropped.length; j++) {
                start[i] -= covariance.get(i, dropped[j]) * solved[j];
            }
        }
        for (int position : dropped) {
            start[position] = 0;
        }
        return start;
    }

    /** The tests, and a note for each term whose refit failed. */
    void read(List<NewtonOutcome> outcomes, Statistic statistic, List<TermTest> tests, List<String> notes) {
        List<String> terms = new ArrayList<>(spec.terms());
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.get(i);
            if (outcomes.get(i) instanceof NewtonOutcome.Converged without) {
                int degrees = (int) spec.columns().stream()
                        .filter(column -> column.term().equals(term))
                        .count();
                tests.add(Tails.chiSquared(term, statistic.of(full, without), degrees));
            } else {
                notes.add("no likelihood-ratio test of '%s': the model without it did not converge".formatted(term));
            }
        }
    }
}
