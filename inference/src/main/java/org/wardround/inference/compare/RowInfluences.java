package org.wardround.inference.compare;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wardround.core.study.VariableType;
import org.wardround.inference.evaluate.Concordance;
import org.wardround.inference.evaluate.ScoredRows;

/** Comparisons of metrics that are smooth functions of sums over rows or pairs. */
final class RowInfluences {
    private RowInfluences() {}

    /** Mean over classes of the share of right answers. */
    static Comparison balancedAccuracy(PairedRows rows, double alpha) {
        double[] differences = RowLosses.differences(rows, RowLosses.correct(rows));
        int classes = rows.type() == VariableType.CATEGORY ? rows.a().rows().scoresPerRow() : 2;
        double[] counts = new double[classes];
        double[] means = new double[classes];
        for (int row = 0; row < rows.rows(); row++) {
            counts[(int) rows.outcomes()[row]]++;
            means[(int) rows.outcomes()[row]] += differences[row];
        }
        double fewest = Arrays.stream(counts).min().orElse(0);
        if (fewest < 2) {
            return new Comparison.Undefined(rows.rows(), "too few test patients of one class");
        }
        Arrays.setAll(means, k -> means[k] / counts[k]);
        double[] pulls = new double[rows.rows()];
        for (int row = 0; row < pulls.length; row++) {
            int k = (int) rows.outcomes()[row];
            double factor = StrictMath.sqrt(counts[k] / (counts[k] - 1)) / counts[k] / classes;
            pulls[row] = (differences[row] - means[k]) * factor;
        }
        double difference = Arrays.stream(means).sum() / classes;
        Comparison compared = new Influence(difference, pulls, fewest - 1)
                .comparison(rows.clusters(), alpha, "paired t within classes", PairedDifference.tooFewInClass(fewest));
        return PairedDifference.atLeast(compared, fewest, alpha);
    }

    /** √ of the mean squared error, linearised. */
    static Comparison rmse(PairedRows rows, double alpha) {
        int[] clusters = rows.clusters();
        int patients = PairedDifference.patients(clusters);
        if (patients < 3) {
            return new Comparison.Undefined(rows.rows(), "needs three patients or more");
        }
        double[] a = squaredErrors(rows, rows.a());
        double[] b = squaredErrors(rows, rows.b());
        double rootA = StrictMath.sqrt(Arrays.stream(a).sum() / a.length);
        double rootB = StrictMath.sqrt(Arrays.stream(b).sum() / b.length);
        double factor = StrictMath.sqrt(patients / (patients - 1.0)) / a.length;
        double[] pulls = new double[a.length];
        Arrays.setAll(pulls, row -> factor * (linear(a[row], rootA) - linear(b[row], rootB)));
        return new Influence(rootA - rootB, pulls, patients - 1)
                .comparison(clusters, alpha, "paired t, linearised", PairedDifference.tooFewPatients(patients));
    }

    private static double[] squaredErrors(PairedRows rows, ModelRows model) {
        double[] errors = new double[rows.rows()];
        Arrays.setAll(errors, row -> RowLosses.squaredError(rows).of(model, row));
        return errors;
    }

    private static double linear(double square, double root) {
        return root == 0 ? 0 : (square - root * root) / (2 * root);
    }

    /**
     * Concordance over the pairs within each stratum. Where the models order no pair differently, the interval is Tango's for as many pairs that all
     * agree as there are events, as for AUROC.
     */
    static Comparison concordance(PairedRows rows, int[] strata, double alpha) {
        Concordance.Pairs a = pairs(rows.a().rows(), strata);
        Concordance.Pairs b = pairs(rows.b().rows(), strata);
        double ends = Arrays.stream(a.comparable()).sum();
        int[] clusters = rows.clusters();
        int patients = PairedDifference.patients(clusters);
        if (ends == 0 || patients < 2) {
            return new Comparison.Undefined(rows.rows(), "no comparable pair");
        }
        double difference =
                (Arrays.stream(a.won()).sum() - Arrays.stream(b.won()).sum()) / ends;
        double factor = 2 * StrictMath.sqrt(patients / (patients - 1.0)) / ends;
        double[] pulls = new double[rows.rows()];
        Arrays.setAll(pulls, row -> factor * (a.won()[row] - b.won()[row] - difference * a.comparable()[row]));
        double events = a.leadingEvents();
        if (events < 2) {
            return new Comparison.Undefined(rows.rows(), "too few events begin a comparable pair");
        }
        String few = events < PairedDifference.FEWEST_IN_CLASS
                ? "fewer than %d events".formatted(PairedDifference.FEWEST_IN_CLASS)
                : "";
        double fewest = Math.min(events, patients);
        Influence influence = new Influence(difference, pulls, fewest - 1);
        Comparison compared = influence.comparison(clusters, alpha, "influence of patients, t", few);
        return influence.standardError(clusters) > 0 ? compared : PairedDifference.atLeast(compared, fewest, alpha);
    }

    private static Concordance.Pairs pairs(ScoredRows rows, int[] strata) {
        double[] won = new double[rows.rows()];
        double[] comparable = new double[rows.rows()];
        double events = 0;
        for (int stratum : Arrays.stream(strata).distinct().toArray()) {
            int[] members = IntStream.range(0, strata.length)
                    .filter(row -> strata[row] == stratum)
                    .toArray();
            ScoredRows part = rows.select(members);
            Concordance.Pairs pairs = Concordance.pairs(part.outcomes(), part.events(), part.scores());
            for (int i = 0; i < members.length; i++) {
                won[members[i]] = pairs.won()[i];
                comparable[members[i]] = pairs.comparable()[i];
            }
            events += pairs.leadingEvents();
        }
        return new Concordance.Pairs(won, comparable, events);
    }
}
