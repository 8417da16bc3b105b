package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;

/**
 * The preprocessing that follows from the description rounds.
 *
 * @param preprocessing constant columns have scale 0, so they are 0 for every record
 * @param constant the terms of the columns that are constant on the training rows it was made from
 * @param few the terms of those of which a fit would tell what one to ten patients are like
 */
public record Scaling(Preprocessing preprocessing, List<String> constant, List<String> few) {
    public Scaling {
        constant = List.copyOf(constant);
        few = List.copyOf(few);
    }

    /** Where nothing is known of few. */
    public Scaling(Preprocessing preprocessing, List<String> constant) {
        this(preprocessing, constant, List.of());
    }

    /** The model's variables that carry no information at all: every column of theirs but the missing-value indicator is constant. */
    public List<String> constantVariables(DataDictionary dictionary) {
        List<String> names = new ArrayList<>();
        for (int position = 0; position < dictionary.variables().size(); position++) {
            int variable = position;
            List<FeatureColumn> own = preprocessing.columns().stream()
                    .filter(column ->
                            column.variables().contains(variable) && !(column instanceof FeatureColumn.Missing))
                    .toList();
            if (!own.isEmpty() && own.stream().allMatch(column -> constant.contains(column.term()))) {
                names.add(dictionary.variables().get(position).name());
            }
        }
        return names;
    }

    /** Imputation alone: centre 0 and scale 1, for studies that do not standardise. */
    public static Preprocessing unscaled(DataDictionary dictionary, Means means) {
        return unscaled(dictionary, Formula.EVERY_VARIABLE, means);
    }

    /** The same for the columns of a resolved formula. */
    public static Preprocessing unscaled(DataDictionary dictionary, Formula formula, Means means) {
        return Preprocessing.unscaled(FeatureColumns.of(dictionary, formula), means.imputed());
    }

    /**
     * A site's own means and sample standard deviations over its training rows, rounded as all sites' are, with the imputation of {@code federated}: for studies that
     * standardise per site.
     */
    public static Scaling ofSite(DataDictionary dictionary, Table table, Preprocessing federated) {
        int[] train = table.rowsOn(Side.TRAIN);
        double[] imputed = new double[federated.variables()];
        Arrays.setAll(imputed, federated::imputed);
        Map<FeatureColumn, Moments> moments = new HashMap<>();
        CoarseScales.asked(dictionary, federated.columns()).forEach(column -> {
            double[] values = Arrays.stream(train)
                    .mapToDouble(row -> column.of(table.raw(row), imputed))
                    .toArray();
            moments.put(
                    column,
                    column instanceof FeatureColumn.Spline
                            ? ofSpline(values, column.of(imputed, imputed))
                            : moments(values));
        });
        long patients = Arrays.stream(train)
                .map(row -> table.patients()[row])
                .distinct()
                .count();
        double patientsPerRow = train.length == 0 ? 1 : (double) patients / train.length;
        Map<Integer, List<Double>> quartiles = new HashMap<>();
        CoarseScales.narrow(dictionary, patientsPerRow, moments)
                .forEach(variable -> quartiles.put(variable, quartiles(table.variables()[variable], train)));
        CoarseScales coarse = new CoarseScales(
                dictionary,
                train.length,
                patientsPerRow,
                variable -> Arrays.stream(train)
                        .filter(row -> !Double.isNaN(table.variables()[variable][row]))
                        .count(),
                moments,
                quartiles);
        return of(federated, coarse);
    }

    private static List<Double> quartiles(double[] values, int[] rows) {
        double[] sorted = Arrays.stream(rows)
                .mapToDouble(row -> values[row])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return Stream.of(0.25, 0.5, 0.75)
                .map(share -> sorted[(int) (share * (sorted.length - 1))])
                .toList();
    }

    private static Moments moments(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return moments(values, values.length == 0 ? 0 : sum / values.length, 0);
    }

    /** About the point about which that of all sites is taken, near which most rows are. */
    private static Moments ofSpline(double[] values, double about) {
        return moments(
                values, about, Arrays.stream(values).filter(value -> value != 0).count());
    }

    private static Moments moments(double[] values, double about, double having) {
        double magnitude = 0;
        double deviations = 0;
        double squares = 0;
        double sizes = 0;
        for (double value : values) {
            magnitude = Math.max(magnitude, Math.abs(value));
            deviations += value - about;
            squares += (value - about) * (value - about);
            sizes += Math.abs(value - about);
        }
        return new Moments(values.length, about, deviations, squares, magnitude, sizes, having);
    }

    static Scaling of(Preprocessing unscaled, CoarseScales coarse) {
        List<FeatureColumn> columns = unscaled.columns();
        double[] centres = new double[columns.size()];
        double[] scales = new double[columns.size()];
        List<String> constant = new ArrayList<>();
        List<String> few = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            CoarseScales.Shift shift = coarse.of(columns.get(column));
            centres[column] = shift.centre();
            scales[column] = shift.scale();
            if (scales[column] == 0) {
                constant.add(columns.get(column).term());
            }
            if (coarse.isOfFew(columns.get(column))) {
                few.add(columns.get(column).term());
            }
        }
        return new Scaling(unscaled.withScaling(centres, scales), constant, few);
    }
}
