package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.inference.regression.algebra.Dependence;
import org.wardround.inference.regression.newton.NewtonOutcome;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Scaling;

/**
 * Says in the words of the study why an optimisation failed.
 *
 * @param scaling of the columns that were fitted, in order
 * @param intercept whether an intercept comes before them
 */
record NewtonProblems(Scaling scaling, boolean intercept, boolean firthHelps) {
    private static final double VISIBLE = 1e-6;

    /** Empty where it converged. */
    List<Problem> of(NewtonOutcome outcome) {
        if (outcome instanceof NewtonOutcome.Beyond beyond) {
            return List.of(new Problem.BeyondBounds(beyond.sites(), "first step"));
        }
        if (outcome instanceof NewtonOutcome.Dependent dependent) {
            return dependent(dependent.dependences());
        }
        if (outcome instanceof NewtonOutcome.RunsOff runsOff) {
            return List.of(new Problem.Separation(names(runsOff.coefficients()), runsOff.complete(), firthHelps));
        }
        if (outcome instanceof NewtonOutcome.NotConverged failed) {
            return List.of(new Problem.NotConverged(failed.iterations(), failed.distance()));
        }
        if (outcome instanceof NewtonOutcome.Singular singular) {
            return List.of(new Problem.Singular(singular.iteration()));
        }
        return List.of();
    }

    private int shift() {
        return intercept ? 1 : 0;
    }

    private DesignColumn column(int coefficient) {
        return scaling.columns().get(coefficient - shift());
    }

    /** The intercept runs off with the column that does; it is not to blame. */
    private List<String> names(List<Integer> coefficients) {
        List<String> names = coefficients.stream()
                .filter(coefficient -> coefficient >= shift())
                .map(coefficient -> column(coefficient).name())
                .toList();
        return names.isEmpty() ? List.of("the intercept") : names;
    }

    private List<Problem> dependent(List<Dependence> dependences) {
        List<String> constant = new ArrayList<>();
        Map<String, List<Dependence>> byTerm = new LinkedHashMap<>();
        for (Dependence dependence : dependences) {
            DesignColumn column = column(dependence.column());
            if (dependence.isConstant()) {
                constant.add(column.name());
            } else {
                byTerm.computeIfAbsent(column.term(), unseen -> new ArrayList<>())
                        .add(dependence);
            }
        }
        List<Problem> problems = new ArrayList<>();
        if (!constant.isEmpty()) {
            problems.add(new Problem.ConstantAtRisk(constant));
        }
        byTerm.forEach((term, own) -> problems.add(collinear(term, own)));
        return problems;
    }

    private Problem collinear(String term, List<Dependence> dependences) {
        List<Problem.Collinear.Combination> combinations = new ArrayList<>();
        Set<String> terms = new LinkedHashSet<>();
        for (Dependence dependence : dependences) {
            Map<DesignColumn, Double> parts = parts(dependence);
            Map<String, Double> byName = new LinkedHashMap<>();
            parts.forEach((column, part) -> {
                byName.put(column.name(), part);
                terms.add(column.term());
            });
            combinations.add(new Problem.Collinear.Combination(
                    column(dependence.column()).name(), byName));
        }
        terms.remove(term);
        return new Problem.Collinear(term, combinations, List.copyOf(terms));
    }

    /** How much of each other column is in a dependent one, in the columns' own units, without what is rounding. */
    private Map<DesignColumn, Double> parts(Dependence dependence) {
        double own = scaling.scale(dependence.column() - shift());
        double largest = Arrays.stream(dependence.coefficients())
                .skip(shift())
                .map(Math::abs)
                .max()
                .orElse(0);
        Map<DesignColumn, Double> parts = new LinkedHashMap<>();
        for (int column = 0; column < scaling.size(); column++) {
            double part = dependence.coefficients()[column + shift()];
            if (Math.abs(part) > VISIBLE * largest) {
                parts.put(scaling.columns().get(column), part * own / scaling.scale(column));
            }
        }
        return parts;
    }
}
