package org.wardround.inference.compare;

import java.util.Arrays;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.evaluate.ScoredRows;

/** Paired rows for tests. */
final class Paired {
    private Paired() {}

    static PairedRows binary(double[] a, double[] b, double[] outcomes, int[] patients) {
        return of(VariableType.BINARY, a, b, outcomes, new double[0], patients);
    }

    static PairedRows binary(double[] a, double[] b, double[] outcomes) {
        return binary(a, b, outcomes, numbered(outcomes.length));
    }

    static PairedRows of(
            VariableType type, double[] a, double[] b, double[] outcomes, double[] events, int[] patients) {
        return PairedRows.ofSite(
                type,
                new ModelRows(new ScoredRows(1, a, outcomes, events, patients), 0.5),
                new ModelRows(new ScoredRows(1, b, outcomes, events, patients), 0.5));
    }

    static int[] numbered(int rows) {
        int[] patients = new int[rows];
        Arrays.setAll(patients, row -> row);
        return patients;
    }

    /** Right and wrong answers of two models, every other row having the event: both right, only a, only b, neither. */
    static PairedRows answers(int both, int onlyA, int onlyB, int neither) {
        int rows = both + onlyA + onlyB + neither;
        double[] a = new double[rows];
        double[] b = new double[rows];
        double[] outcomes = new double[rows];
        for (int row = 0; row < rows; row++) {
            outcomes[row] = row % 2;
            boolean rightA = row < both + onlyA;
            boolean rightB = row < both || (row >= both + onlyA && row < both + onlyA + onlyB);
            a[row] = rightA == (outcomes[row] == 1) ? 0.9 : 0.1;
            b[row] = rightB == (outcomes[row] == 1) ? 0.9 : 0.1;
        }
        return binary(a, b, outcomes);
    }

    /** The same with the outcome that the metric needs. */
    static PairedRows withoutDifference(Metric metric, SeededStream random, int rows) {
        PairedRows binary = withoutDifference(random, rows);
        double[] values = new double[rows];
        double[] events = new double[rows];
        Arrays.setAll(values, row -> binary.outcomes()[row] + 1 + random.nextDouble());
        Arrays.setAll(events, row -> random.nextInt(2));
        int[] patients = numbered(rows);
        return switch (metric) {
            case RMSE, R2 ->
                of(VariableType.NUMBER, binary.a().scores(), binary.b().scores(), values, new double[0], patients);
            case CONCORDANCE, CONCORDANCE_ALL_PAIRS ->
                of(VariableType.TIME_TO_EVENT, binary.a().scores(), binary.b().scores(), values, events, patients);
            default -> binary;
        };
    }

    /** A hospital at which two different models are equally good: each sees the truth through noise of its own. */
    static PairedRows withoutDifference(SeededStream random, int rows) {
        double[] a = new double[rows];
        double[] b = new double[rows];
        double[] outcomes = new double[rows];
        for (int row = 0; row < rows; row++) {
            outcomes[row] = random.nextDouble() < 0.4 ? 1 : 0;
            double shared = random.nextGaussian() + 1.2 * outcomes[row] - 0.7;
            a[row] = probability(shared + 0.6 * random.nextGaussian());
            b[row] = probability(shared + 0.6 * random.nextGaussian());
        }
        return binary(a, b, outcomes);
    }

    private static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }
}
