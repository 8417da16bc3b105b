package org.wardround.inference.regression.question;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Dataset;

/**
 * A site's rows for regression: its encoded dataset with, where the study names them, an offset and a case weight for each row. The orders in which
 * passes read the rows are worked out once, here. Arrays are shared, not copied: nobody may write to them afterwards; safe for concurrent reading
 * on that condition. {@code toString} shows no counts.
 */
public final class RegressionRows {
    private static final double[] NONE = {};

    private final Dataset dataset;
    private final double[] offsets;
    private final double[] weights;
    private final int[] fallingTimes;
    private final int[] byPatient;

    private RegressionRows(Dataset dataset, double[] offsets, double[] weights) {
        this.dataset = dataset;
        this.offsets = offsets;
        this.weights = weights;
        requireOnePerRow(offsets, "offset");
        requireOnePerRow(weights, "weight");
        this.fallingTimes = dataset.events().length == 0 ? new int[0] : fallingTimes(dataset.outcomes());
        this.byPatient = byPatient(dataset.patients());
    }

    /** Rows without offsets, each of weight 1. */
    public static RegressionRows of(Dataset dataset) {
        return new RegressionRows(dataset, NONE, NONE);
    }

    /**
     * @param offsets what is added to each row's linear predictor; empty: nothing
     * @param weights each row's case weight, 0 or more; empty: 1
     */
    public static RegressionRows of(Dataset dataset, double[] offsets, double[] weights) {
        return new RegressionRows(dataset, offsets, weights);
    }

    private void requireOnePerRow(double[] values, String name) {
        if (values.length != 0 && values.length != dataset.rows()) {
            throw new IllegalArgumentException("each row needs one %s, or none has one".formatted(name));
        }
    }

    private static int[] fallingTimes(double[] times) {
        return IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -times[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Row positions in groups of one patient each, or empty where each row is a patient of its own. */
    private static int[] byPatient(int[] patients) {
        boolean ascending = true;
        for (int row = 1; row < patients.length; row++) {
            ascending &= patients[row] > patients[row - 1];
        }
        if (ascending || Arrays.stream(patients).distinct().count() == patients.length) {
            return new int[0];
        }
        return IntStream.range(0, patients.length)
                .boxed()
                .sorted(Comparator.comparingInt(row -> patients[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    public Dataset dataset() {
        return dataset;
    }

    public int count() {
        return dataset.rows();
    }

    public double offset(int row) {
        return offsets.length == 0 ? 0 : offsets[row];
    }

    public double weight(int row) {
        return weights.length == 0 ? 1 : weights[row];
    }

    /** Whether the study names an offset. */
    public boolean hasOffsets() {
        return offsets.length > 0;
    }

    /** Whether the study names a case weight. */
    public boolean hasWeights() {
        return weights.length > 0;
    }

    /** The position of the row that comes then, where those of one patient are together. */
    public int positionByPatient(int place) {
        return byPatient.length == 0 ? place : byPatient[place];
    }

    /** Row positions in falling order of time, equal times in the order of rows; empty where the outcome is no time. Shared: do not write. */
    public int[] fallingTimes() {
        return fallingTimes;
    }

    /** Whether some patient has several rows. */
    public boolean hasRepeatedPatients() {
        return byPatient.length > 0;
    }

    /** Row positions, those of one patient together; empty where each row is a patient of its own. Shared: do not write. */
    public int[] byPatient() {
        return byPatient;
    }

    @Override
    public String toString() {
        return "RegressionRows[%s]".formatted(dataset);
    }
}
