package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.Outcome;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Counts, by stratum, events and ends of observation at each step of the outcome's time grid. A time counts at the end of its step:
 * {@code ⌈t/width⌉}.
 *
 * @param outcome a time-to-event with its grid
 * @param strata how many there are
 * @param maxContributors how many sites the sum can hold
 */
public record LifeTablePass(Outcome outcome, int strata, int maxContributors) {
    private static final String EVENTS = "events";
    private static final String CENSORED = "censored";
    private static final double MOST_STEPS = 1e6;

    /** @throws FederationException where the range has more than a million steps */
    public LifeTablePass {
        double steps = Math.ceil(longest(outcome) / width(outcome));
        if (steps > MOST_STEPS) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    "the range of '%s' has %.0f steps of a %s; declare a narrower range or grid: month"
                            .formatted(outcome.name(), steps, outcome.grid().yamlName()));
        }
    }

    private static double longest(Outcome outcome) {
        return Objects.requireNonNull(outcome.range(), "a time declares its range")
                .high();
    }

    private static double width(Outcome outcome) {
        return outcome.grid().step(outcome.unit()).orElseThrow();
    }

    private int steps() {
        return 1 + (int) Math.ceil(longest(outcome) / width(outcome));
    }

    public SumLayout layout() {
        long length = (long) strata * steps();
        return new SumLayout(
                maxContributors,
                List.of(
                        Segment.plain(EVENTS, length, TallyPass.COUNT_BOUND),
                        Segment.plain(CENSORED, length, TallyPass.COUNT_BOUND)));
    }

    /** A site's counts. */
    public LocalUpdate answer(PatientRows patients) {
        int steps = steps();
        double width = width(outcome);
        double[] values = new double[2 * strata * steps];
        for (int patient = 0; patient < patients.timed(); patient++) {
            int row = patients.row(patient);
            int step = (int) Math.ceil(patients.table().outcomes()[row] / width);
            int censored = patients.table().events()[row] > 0 ? 0 : strata * steps;
            values[censored + patients.stratum(patient) * steps + step]++;
        }
        return LocalUpdate.owning(layout(), values);
    }

    /** A table for each stratum. */
    public List<LifeTable> result(Sum sum) {
        double[] events = sum.values(EVENTS);
        double[] censored = sum.values(CENSORED);
        List<LifeTable> tables = new ArrayList<>();
        for (int stratum = 0; stratum < strata; stratum++) {
            tables.add(new LifeTable(width(outcome), counts(events, stratum), counts(censored, stratum)));
        }
        return List.copyOf(tables);
    }

    private long[] counts(double[] values, int stratum) {
        long[] counts = new long[steps()];
        for (int step = 0; step < counts.length; step++) {
            counts[step] = Math.round(values[stratum * counts.length + step]);
        }
        return counts;
    }
}
