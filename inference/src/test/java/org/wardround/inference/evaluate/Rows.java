package org.wardround.inference.evaluate;

import java.util.Arrays;
import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;

/** Scored rows for tests; one row, one patient. */
final class Rows {
    static final Outcome BINARY = new Outcome("disease", VariableType.BINARY, "", null, List.of("0", "1"), "");
    static final Outcome CATEGORY = new Outcome("kind", VariableType.CATEGORY, "", null, List.of("a", "b", "c"), "");
    static final Outcome NUMBER = new Outcome("stay", VariableType.NUMBER, "d", new Range(0, 10), List.of(), "");
    static final Outcome COUNT = new Outcome("visits", VariableType.INTEGER, "", new Range(0, 10), List.of(), "");
    static final Outcome TIME = new Outcome("death", VariableType.TIME_TO_EVENT, "d", new Range(0, 100), List.of(), "");

    private Rows() {}

    static ScoredRows of(double[] scores, double[] outcomes) {
        return of(scores, outcomes, new double[0]);
    }

    static ScoredRows of(double[] scores, double[] outcomes, double[] events) {
        int[] patients = new int[outcomes.length];
        Arrays.setAll(patients, row -> row);
        return new ScoredRows(scores.length / Math.max(1, outcomes.length), scores, outcomes, events, patients);
    }

    static ScoredRows none() {
        return new ScoredRows(1, new double[0], new double[0], new double[0], new int[0]);
    }

    /** Scores that say something about the outcome; some are tied. */
    static ScoredRows random(SeededStream random, int rows) {
        double[] scores = new double[rows];
        double[] outcomes = new double[rows];
        for (int row = 0; row < rows; row++) {
            outcomes[row] = random.nextInt(2);
            double logit = random.nextGaussian() + outcomes[row] - 0.5;
            scores[row] = 1 / (1 + StrictMath.exp(-(random.nextInt(4) == 0 ? Math.rint(logit) : logit)));
        }
        return of(scores, outcomes);
    }

    /** The rows from {@code from} to before {@code to}. */
    static ScoredRows part(ScoredRows rows, int from, int to) {
        return rows.select(java.util.stream.IntStream.range(from, to).toArray());
    }

    static Figures figures(EvaluationDesign design, ScoredRows rows) {
        Evaluation evaluation = new Evaluation(design, Math.max(1, rows.rows()), 4);
        return evaluation.figures(Evaluation.alone(evaluation.answer(rows))).get(0);
    }
}
