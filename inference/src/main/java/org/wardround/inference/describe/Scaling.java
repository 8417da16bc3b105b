package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 */
public record Scaling(Preprocessing preprocessing, List<String> constant) {
    public Scaling {
        constant = List.copyOf(constant);
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
        CoarseScales.asked(dictionary, federated.columns())
                .forEach(column -> moments.put(
                        column,
                        moments(Arrays.stream(train)
                                .mapToDouble(row -> column.of(table.raw(row), imputed))
                                .toArray())));
        long patients = Arrays.stream(train)
                .map(row -> table.patients()[row])
                .distinct()
                .count();
        CoarseScales coarse = new CoarseScales(
                dictionary,
                train.length,
                train.length == 0 ? 1 : (double) patients / train.length,
                variable -> Arrays.stream(train)
                        .filter(row -> !Double.isNaN(table.variables()[variable][row]))
                        .count());
        return of(federated, coarse, moments);
    }

    private static Moments moments(double[] values) {
        double sum = 0;
        double magnitude = 0;
        for (double value : values) {
            sum += value;
            magnitude = Math.max(magnitude, Math.abs(value));
        }
        double about = values.length == 0 ? 0 : sum / values.length;
        double deviations = 0;
        double squares = 0;
        for (double value : values) {
            deviations += value - about;
            squares += (value - about) * (value - about);
        }
        return new Moments(values.length, about, deviations, squares, magnitude);
    }

    /** @param moments of the columns that are {@linkplain CoarseScales#asked asked} */
    static Scaling of(Preprocessing unscaled, CoarseScales coarse, Map<FeatureColumn, Moments> moments) {
        List<FeatureColumn> columns = unscaled.columns();
        double[] centres = new double[columns.size()];
        double[] scales = new double[columns.size()];
        List<String> constant = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            CoarseScales.Shift shift = coarse.of(columns.get(column), moments);
            centres[column] = shift.centre();
            scales[column] = shift.scale();
            if (scales[column] == 0) {
                constant.add(columns.get(column).term());
            }
        }
        return new Scaling(unscaled.withScaling(centres, scales), constant);
    }
}
