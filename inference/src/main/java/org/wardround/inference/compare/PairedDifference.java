package org.wardround.inference.compare;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.estimate.Bounds;

/**
 * Compares two models on the same rows, by the method that suits the metric:
 *
 * <ul>
 *   <li>shares of right answers (accuracy, sensitivity, specificity): Tango's score interval and McNemar's exact p; where patients have several
 *       rows, a t interval over patients;
 *   <li>AUROC: DeLong's paired variance with t limits; concordance: the patients' influence; balanced accuracy, Brier score, log loss, RMSE, net
 *       benefit: per-row differences with t limits. Rows of one patient are summed before they are squared;
 *   <li>PPV, NPV, F1, AUPRC, R²: a seeded bootstrap over patients;
 *   <li>no interval about answers at a threshold is narrower than Tango's for as many pairs that all agree; nor is that of AUROC, AUPRC and
 *       concordance where both models rank all rows alike, pairs being the rows of the smaller class, the rows with the event, or the events;
 *   <li>other differences without any spread have no interval and are undefined. No interval reaches beyond what is possible. Where all rows are
 *       of one class, no comparison but those of sensitivity and specificity is trusted with a verdict.
 * </ul>
 *
 * Differences are the first model's value minus the second's. Pure functions; the same seed gives the same bits.
 */
public final class PairedDifference {
    /** Below so many patients the limits of a mean are not trusted with a verdict. */
    static final int FEWEST_PATIENTS = 20;

    /** The same for the smaller class, or for events. */
    static final int FEWEST_IN_CLASS = 10;

    private PairedDifference() {}

    /** The difference of one metric, with a 95 % interval. */
    public static Comparison of(Metric metric, PairedRows rows) {
        return of(metric, rows, 0.05, 0);
    }

    /**
     * The difference of one metric.
     *
     * @param alpha 1 − coverage of the interval
     * @param seed of the bootstrap; the other methods draw nothing
     */
    public static Comparison of(Metric metric, PairedRows rows, double alpha, long seed) {
        return of(metric, rows, alpha, bootstrap(List.of(metric), rows, alpha, seed));
    }

    /** The same of several metrics, sooner than one by one. */
    public static Map<Metric, Comparison> of(Collection<Metric> metrics, PairedRows rows, double alpha, long seed) {
        Bootstrap bootstrap = bootstrap(metrics, rows, alpha, seed);
        Map<Metric, Comparison> comparisons = new EnumMap<>(Metric.class);
        metrics.forEach(metric -> comparisons.put(metric, of(metric, rows, alpha, bootstrap)));
        return comparisons;
    }

    private static Bootstrap bootstrap(Collection<Metric> metrics, PairedRows rows, double alpha, long seed) {
        List<Metric> resampled = metrics.stream()
                .filter(metric -> Bootstrap.METRICS.contains(metric) && applies(metric, rows.type()))
                .toList();
        return new Bootstrap(rows, alpha, seed, resampled);
    }

    private static Comparison of(Metric metric, PairedRows rows, double alpha, Bootstrap bootstrap) {
        if (rows.rows() == 0) {
            return new Comparison.Undefined(0, "no rows");
        }
        if (!applies(metric, rows.type())) {
            return new Comparison.Undefined(
                    rows.rows(), "%s does not apply to this type of outcome".formatted(metric.jsonName()));
        }
        return PossibleDifferences.of(metric, rows).checked(compare(metric, rows, alpha, bootstrap));
    }

    private static Comparison compare(Metric metric, PairedRows rows, double alpha, Bootstrap bootstrap) {
        return switch (metric) {
            case ACCURACY -> answers(rows, alpha);
            case SENSITIVITY -> answers(rows.select(rows.where(rows::isEvent)), alpha);
            case SPECIFICITY -> answers(rows.select(rows.where(row -> !rows.isEvent(row))), alpha);
            case BALANCED_ACCURACY -> withThreshold(rows, () -> RowInfluences.balancedAccuracy(rows, alpha));
            case NET_BENEFIT -> withThreshold(rows, () -> netBenefit(rows, alpha));
            case AUROC -> Areas.compare(rows, alpha);
            case BRIER -> mean(rows, RowLosses.differences(rows, RowLosses.brier(rows)), alpha);
            case LOG_LOSS -> mean(rows, RowLosses.differences(rows, RowLosses.logLoss(rows)), alpha);
            case RMSE -> RowInfluences.rmse(rows, alpha);
            case CONCORDANCE -> RowInfluences.concordance(rows, rows.sites(), alpha);
            case CONCORDANCE_ALL_PAIRS -> RowInfluences.concordance(rows, new int[rows.rows()], alpha);
            case PPV, NPV, F1 -> withThreshold(rows, () -> bootstrap.compare(metric));
            case AUPRC, R2 -> bootstrap.compare(metric);
            case CALIBRATION_INTERCEPT, CALIBRATION_SLOPE ->
                new Comparison.Undefined(
                        rows.rows(),
                        "calibration has an ideal and not a better side, so models are not compared by it");
        };
    }

    private static Comparison netBenefit(PairedRows rows, double alpha) {
        Comparison compared = mean(rows, RowLosses.differences(rows, RowLosses.netBenefit(rows)), alpha);
        return atLeast(compared, patients(rows.clusters()), alpha);
    }

    private static boolean applies(Metric metric, VariableType type) {
        return switch (metric) {
            case ACCURACY, BALANCED_ACCURACY, AUROC, BRIER ->
                type == VariableType.BINARY || type == VariableType.CATEGORY;
            case LOG_LOSS ->
                type == VariableType.BINARY || type == VariableType.CATEGORY || type == VariableType.INTEGER;
            case SENSITIVITY, SPECIFICITY, PPV, NPV, F1, AUPRC, NET_BENEFIT, CALIBRATION_INTERCEPT, CALIBRATION_SLOPE ->
                type == VariableType.BINARY;
            case RMSE -> type == VariableType.NUMBER || type == VariableType.INTEGER;
            case R2 -> type == VariableType.NUMBER;
            case CONCORDANCE, CONCORDANCE_ALL_PAIRS -> type == VariableType.TIME_TO_EVENT;
        };
    }

    private static Comparison withThreshold(PairedRows rows, Supplier<Comparison> comparison) {
        return hasThresholds(rows)
                ? comparison.get()
                : new Comparison.Undefined(rows.rows(), "no threshold was chosen");
    }

    private static boolean hasThresholds(PairedRows rows) {
        return rows.type() == VariableType.CATEGORY
                || !(Double.isNaN(rows.a().threshold()) || Double.isNaN(rows.b().threshold()));
    }

    /** Right or wrong, row by row. */
    private static Comparison answers(PairedRows rows, double alpha) {
        if (!hasThresholds(rows)) {
            return new Comparison.Undefined(rows.rows(), "no threshold was chosen");
        }
        if (rows.rows() == 0) {
            return new Comparison.Undefined(0, "no rows of the class");
        }
        double[] differences = RowLosses.differences(rows, RowLosses.correct(rows));
        int[] clusters = rows.clusters();
        int patients = patients(clusters);
        if (patients < rows.rows()) {
            return atLeast(mean(rows, differences, alpha), patients, alpha);
        }
        int onlyA = (int)
                Arrays.stream(differences).filter(difference -> difference > 0).count();
        int onlyB = (int)
                Arrays.stream(differences).filter(difference -> difference < 0).count();
        Discordance pairs = new Discordance(rows.rows(), onlyA, onlyB);
        Bounds bounds = pairs.interval(alpha);
        return new Comparison.Measured(
                pairs.difference(),
                bounds.low(),
                bounds.high(),
                pairs.exactP(),
                rows.rows(),
                "Tango's score interval, McNemar's exact p",
                true,
                "");
    }

    /**
     * Answers are right or wrong: where two models agree throughout, spread is 0 but knowledge is not complete. So no interval about answers is
     * narrower than Tango's for {@code trials} pairs that all agree.
     */
    static Comparison atLeast(Comparison compared, double trials, double alpha) {
        int pairs = (int) Math.max(1, trials);
        return compared instanceof Comparison.Measured measured
                ? measured.reaching(new Discordance(pairs, 0, 0).interval(alpha).high())
                : compared;
    }

    /** The mean of differences, with t limits over patients. */
    static Comparison mean(PairedRows rows, double[] differences, double alpha) {
        int[] clusters = rows.clusters();
        int patients = patients(clusters);
        if (patients < 2) {
            return new Comparison.Undefined(rows.rows(), "needs two patients or more");
        }
        double mean = Arrays.stream(differences).sum() / differences.length;
        double factor = StrictMath.sqrt(patients / (patients - 1.0)) / differences.length;
        double[] pulls = Arrays.stream(differences)
                .map(difference -> (difference - mean) * factor)
                .toArray();
        return new Influence(mean, pulls, patients - 1)
                .comparison(clusters, alpha, "paired t over patients", tooFewPatients(patients));
    }

    static int patients(int[] clusters) {
        return Arrays.stream(clusters).max().orElse(-1) + 1;
    }

    static String tooFewPatients(int patients) {
        return patients < FEWEST_PATIENTS ? "fewer than %d patients".formatted(FEWEST_PATIENTS) : "";
    }

    static String tooFewInClass(double smaller) {
        return smaller < FEWEST_IN_CLASS ? "fewer than %d rows in a class".formatted(FEWEST_IN_CLASS) : "";
    }
}
