package org.wardround.core.dataset;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Encoded rows of one side of the split at one site (or, in a simulation's pooled comparator, of all sites). Stays where it was made.
 *
 * <p>The arrays are shared, not copied, because a trainer reads them millions of times: neither the maker nor a reader may write to them
 * afterwards. Safe for concurrent reading on that condition. {@code toString} and messages show no counts of rows.
 */
public final class Dataset {
    private static final double[] NONE = {};

    private final int features;
    private final double[] values;
    private final double[] outcomes;
    private final double[] events;
    private final int[] patients;

    private Dataset(int features, double[] values, double[] outcomes, double[] events, int[] patients) {
        this.features = features;
        this.values = values;
        this.outcomes = outcomes;
        this.events = events;
        this.patients = patients;
        require(features >= 1, () -> "a dataset needs at least one feature, got " + features);
        require(
                values.length == outcomes.length * features,
                () -> "the values do not fill one row of %d features for each outcome".formatted(features));
        require(
                events.length == 0 || events.length == outcomes.length,
                () -> "each row needs an event flag, or none has one");
        require(patients.length == outcomes.length, () -> "each row needs a patient number");
    }

    /**
     * Rows with a number, a class index (0, 1, …) or 0/1 as outcome.
     *
     * @param values row-major, rows × features
     * @param patients for each row the number of its patient, 0-based at this site
     */
    public static Dataset of(int features, double[] values, double[] outcomes, int[] patients) {
        return new Dataset(features, values, outcomes, NONE, patients);
    }

    /**
     * Rows with a time and whether the event was seen at it.
     *
     * @param times above or equal to 0
     * @param events 1 where the event was seen, 0 where the row is censored
     */
    public static Dataset ofTimes(int features, double[] values, double[] times, double[] events, int[] patients) {
        require(events.length == times.length, () -> "each time needs an event flag");
        return new Dataset(features, values, times, events, patients);
    }

    public int rows() {
        return outcomes.length;
    }

    public int features() {
        return features;
    }

    /** Row-major, rows × features. Shared: do not write. */
    public double[] values() {
        return values;
    }

    /** Numbers, class indices, 0/1, or times. Shared: do not write. */
    public double[] outcomes() {
        return outcomes;
    }

    /** 1 or 0 for each row where the outcome is a time, else empty. Shared: do not write. */
    public double[] events() {
        return events;
    }

    /** The patient's number of each row. Shared: do not write. */
    public int[] patients() {
        return patients;
    }

    /** How many different patients the rows belong to. */
    public int patientCount() {
        return (int) Arrays.stream(patients).distinct().count();
    }

    private static void require(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new IllegalArgumentException(message.get());
        }
    }

    @Override
    public String toString() {
        return "Dataset[%d features]".formatted(features);
    }
}
