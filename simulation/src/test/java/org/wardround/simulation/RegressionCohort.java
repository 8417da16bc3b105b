package org.wardround.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.program.ExactRegression;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.Watcher;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;

/**
 * 400 rows at a hospital, of which an exact regression is made.
 *
 * @param rows values of rare, sex, age, dose and ward
 * @param ready whether they could go home, where that is the outcome, and not how long they stayed
 */
record RegressionCohort(
        IntFunction<double[]> rows,
        IntUnaryOperator patient,
        @Nullable IntPredicate ready) {
    private static final int PATIENTS = 400;
    static final double MISSING = Double.NaN;
    static final int RARE = 0;
    static final int SEX = 1;
    static final int AGE = 2;
    static final int DOSE = 3;
    static final int WARD = 4;

    private static final Outcome STAY =
            new Outcome("stay", VariableType.NUMBER, "days", new Range(0, 100), List.of(), "");
    private static final Outcome READY = new Outcome("ready", VariableType.BINARY, "", null, List.of("0", "1"), "");

    static RegressionCohort of(IntFunction<double[]> rows) {
        return new RegressionCohort(rows, row -> row, null);
    }

    RegressionCohort by(IntUnaryOperator rowsOfPatients) {
        return new RegressionCohort(rows, rowsOfPatients, ready);
    }

    RegressionCohort ready(IntPredicate outcome) {
        return new RegressionCohort(rows, patient, outcome);
    }

    double outcome(int row) {
        return ready == null ? stay(row) : ready.test(row) ? 1 : 0;
    }

    static double[] with(int row, int variable, double value) {
        return with(new double[] {row % 2, row / 2 % 2, 40 + row % 41, row % 17, row % 3}, variable, value);
    }

    static double[] with(double[] values, int variable, double value) {
        values[variable] = value;
        return values;
    }

    static IntFunction<double[]> withRare(int count) {
        return row -> with(row, RARE, row < count ? 1 : 0);
    }

    static double[] both(int row, int having) {
        return with(with(row, RARE, row < having ? 1 : 0), SEX, row < having ? 1 : 0);
    }

    static double stay(int row) {
        return 5 + (row * 37 % 23) + row % 7 / 8.0;
    }

    RegressionResult fit(MomentsRule moments, Term... terms) {
        boolean coded = ready != null;
        Outcome outcome = coded ? READY : STAY;
        double[][] variables = new double[5][PATIENTS];
        double[] outcomes = new double[PATIENTS];
        int[] patients = new int[PATIENTS];
        Side[] sides = new Side[PATIENTS];
        Arrays.fill(sides, Side.TRAIN);
        for (int row = 0; row < PATIENTS; row++) {
            double[] values = rows.apply(row);
            for (int variable = 0; variable < values.length; variable++) {
                variables[variable][row] = values[variable];
            }
            outcomes[row] = outcome(row);
            patients[row] = patient.applyAsInt(row);
        }
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        tables.put(
                new SiteId("north"),
                new Table(outcome.type(), variables, outcomes, new double[0], patients, List.of(sides)));
        Rounds rounds = new Rounds(
                new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
        ModelSpec model = (coded ? new ModelSpec.Logistic() : new ModelSpec.Linear())
                .with(new Formula(List.of(terms), "", "", false));
        NewtonSpec newton = new NewtonSpec(new NewtonSpec.Penalty.None(), NewtonSpec.Ties.EFRON, 1e-10, 25, 1);
        return Objects.requireNonNull(
                new ExactMaker(new ExactRegression.Definition(dictionary(moments, outcome), model, newton))
                        .federated(tables, rounds, Watcher.NONE)
                        .regression());
    }

    private static DataDictionary dictionary(MomentsRule moments, Outcome outcome) {
        return new DataDictionary(
                1,
                List.of(
                        code("rare"),
                        code("sex"),
                        number("age", 120),
                        number("dose", 1000),
                        new Variable(
                                "ward",
                                VariableType.CATEGORY,
                                "",
                                null,
                                List.of("a", "b", "c"),
                                MissingPolicy.INDICATOR,
                                "")),
                outcome,
                List.of(),
                Standardisation.NONE,
                moments,
                new SplitSpec(0, 0.2, ""));
    }

    private static Variable code(String name) {
        return new Variable(name, VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.IMPUTE, "");
    }

    private static Variable number(String name, double high) {
        return new Variable(name, VariableType.NUMBER, "", new Range(0, high), List.of(), MissingPolicy.IMPUTE, "");
    }
}
