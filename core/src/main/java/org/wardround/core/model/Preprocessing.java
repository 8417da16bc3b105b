package org.wardround.core.model;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers that turn a record into a row of the model matrix: {@code (column(raw or imputed) − centre) / scale}. Part of the model: whoever
 * applies it needs them. Immutable and thread-safe; all arrays are copied.
 */
public final class Preprocessing {
    private final List<FeatureColumn> columns;
    private final double[] imputed;
    private final double[] centres;
    private final double[] scales;

    /**
     * @param columns of the model matrix
     * @param imputed for each variable of the dictionary what stands in where it is missing: a value, or the position of a level
     * @param centres for each column what is subtracted; finite
     * @param scales for each column the divisor, finite; 0 where the column was constant: the column is then 0 for every record
     */
    public Preprocessing(List<FeatureColumn> columns, double[] imputed, double[] centres, double[] scales) {
        this.columns = List.copyOf(columns);
        this.imputed = imputed.clone();
        this.centres = centres.clone();
        this.scales = scales.clone();
        if (centres.length != columns.size() || scales.length != columns.size()) {
            throw new IllegalArgumentException("%d columns need as many centres and scales, got %d and %d"
                    .formatted(columns.size(), centres.length, scales.length));
        }
        for (int i = 0; i < centres.length; i++) {
            requireUsable(i);
        }
    }

    private void requireUsable(int column) {
        FeatureColumn source = columns.get(column);
        if (source.variables().last() >= imputed.length) {
            throw new IllegalArgumentException("column '%s' reads variable %d of %d"
                    .formatted(source.term(), source.variables().last(), imputed.length));
        }
        if (!Double.isFinite(centres[column]) || !(scales[column] >= 0 && Double.isFinite(scales[column]))) {
            throw new IllegalArgumentException(
                    "column '%s' needs a finite centre and a finite scale of 0 or more".formatted(source.term()));
        }
    }

    /** Columns as they are, centre 0 and scale 1. */
    public static Preprocessing unscaled(List<FeatureColumn> columns, double[] imputed) {
        double[] ones = new double[columns.size()];
        Arrays.fill(ones, 1);
        return new Preprocessing(columns, imputed, new double[columns.size()], ones);
    }

    /** The same columns and imputation with other centres and scales. */
    public Preprocessing withScaling(double[] newCentres, double[] newScales) {
        return new Preprocessing(columns, imputed, newCentres, newScales);
    }

    public List<FeatureColumn> columns() {
        return columns;
    }

    public int features() {
        return columns.size();
    }

    public double imputed(int variable) {
        return imputed[variable];
    }

    /** How many variables the dictionary has. */
    public int variables() {
        return imputed.length;
    }

    public double centre(int column) {
        return centres[column];
    }

    public double scale(int column) {
        return scales[column];
    }

    /**
     * Encodes one record.
     *
     * @param raw for each variable its value or the position of its level; NaN where missing
     * @param target receives {@link #features()} values from {@code offset} on
     */
    public void encode(double[] raw, double[] target, int offset) {
        for (int column = 0; column < columns.size(); column++) {
            double value = unscaled(column, raw);
            target[offset + column] = scales[column] == 0 ? 0 : (value - centres[column]) / scales[column];
        }
    }

    /** One column of a record before centring and scaling. */
    public double unscaled(int column, double[] raw) {
        return columns.get(column).of(raw, imputed);
    }
}
