package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wardround.core.study.Outcome;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Sums, by stratum, the time to the event or the end of observation. The events are the tally's.
 *
 * @param outcome a time-to-event
 * @param tally of the same patients and strata; bounds the sums
 * @param maxContributors how many sites the sum can hold
 */
public record IncidencePass(Outcome outcome, Tally tally, int maxContributors) {
    private static final String TIME = "time";

    public SumLayout layout() {
        double longest = Objects.requireNonNull(outcome.range(), "a time declares its range")
                .high();
        return new SumLayout(
                maxContributors, List.of(Segment.plain(TIME, tally.strata(), Bounds.exponent(longest, tally))));
    }

    /** A site's sums. */
    public LocalUpdate answer(PatientRows patients) {
        double[] values = new double[tally.strata()];
        for (int patient = 0; patient < patients.timed(); patient++) {
            values[patients.stratum(patient)] += patients.table().outcomes()[patients.row(patient)];
        }
        return LocalUpdate.owning(layout(), values);
    }

    /** For each stratum its events and its time. */
    public List<Incidence> result(Sum sum) {
        double[] times = sum.values(TIME);
        List<Incidence> incidences = new ArrayList<>();
        for (int stratum = 0; stratum < times.length; stratum++) {
            incidences.add(new Incidence(tally.classes(stratum)[1], times[stratum]));
        }
        return List.copyOf(incidences);
    }
}
