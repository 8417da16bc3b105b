package org.wardround.inference.regression.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Quantiles;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.question.DesignColumn;

/**
 * Coefficients with Wald's inference.
 *
 * @param columns in order
 * @param intercept whether an intercept comes before them
 * @param estimates in the order of the covariance
 * @param residualDegrees of Student's and F distributions; 0: normal and χ²
 */
public record CoefficientTable(
        List<DesignColumn> columns,
        boolean intercept,
        double[] estimates,
        SymmetricMatrix covariance,
        double residualDegrees) {
    public CoefficientTable {
        columns = List.copyOf(columns);
    }

    /** A table whose standardised estimates and covariance are turned back into the dataset's units. */
    public CoefficientTable transformed(double[][] transform) {
        double[] turned = new double[transform.length];
        for (int row = 0; row < turned.length; row++) {
            for (int i = 0; i < estimates.length; i++) {
                turned[row] += transform[row][i] * estimates[i];
            }
        }
        return new CoefficientTable(columns, intercept, turned, covariance.congruent(transform), residualDegrees);
    }

    public List<Coefficient> coefficients() {
        List<Coefficient> coefficients = new ArrayList<>();
        int shift = intercept ? 1 : 0;
        for (int i = 0; i < estimates.length; i++) {
            String name =
                    i < shift ? Coefficient.INTERCEPT : columns.get(i - shift).name();
            String term =
                    i < shift ? Coefficient.INTERCEPT : columns.get(i - shift).term();
            coefficients.add(coefficient(name, term, estimates[i], StrictMath.sqrt(covariance.get(i, i))));
        }
        return coefficients;
    }

    private Coefficient coefficient(String name, String term, double estimate, double standardError) {
        double statistic = estimate / standardError;
        boolean normal = residualDegrees == 0;
        Bounds bounds = normal
                ? Bounds.normal(estimate, standardError)
                : Bounds.student(estimate, standardError, residualDegrees);
        double p = normal ? Quantiles.normalP(statistic) : Quantiles.studentP(statistic, residualDegrees);
        return new Coefficient(name, term, estimate, standardError, bounds.low(), bounds.high(), statistic, p);
    }

    /** Wald's test of each term, then of all of them; a test whose covariance has no inverse is left out. */
    public List<TermTest> tests() {
        List<TermTest> tests = new ArrayList<>();
        for (String term : columns.stream().map(DesignColumn::term).distinct().toList()) {
            test(term, positions(term)).ifPresent(tests::add);
        }
        test(TermTest.ALL, IntStream.range(intercept ? 1 : 0, estimates.length).toArray())
                .ifPresent(tests::add);
        return tests;
    }

    /** Where a term's coefficients stand. */
    public int[] positions(String term) {
        int shift = intercept ? 1 : 0;
        return IntStream.range(0, columns.size())
                .filter(column -> columns.get(column).term().equals(term))
                .map(column -> column + shift)
                .toArray();
    }

    private Optional<TermTest> test(String term, int[] positions) {
        double[] chosen = new double[positions.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = estimates[positions[i]];
        }
        return Cholesky.of(covariance.select(positions)).map(factor -> {
            double[] solved = factor.solve(chosen);
            double statistic = 0;
            for (int i = 0; i < chosen.length; i++) {
                statistic += chosen[i] * solved[i];
            }
            int degrees = chosen.length;
            if (residualDegrees == 0) {
                return Tails.chiSquared(term, statistic, degrees);
            }
            double f = Math.max(0, statistic) / degrees;
            return new TermTest(term, f, degrees, residualDegrees, Tails.f(f, degrees, residualDegrees));
        });
    }
}
