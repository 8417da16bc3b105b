package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Counts patients by stratum: all of them, those in whom each variable is present, those of each level and of each class of the outcome.
 *
 * @param strata how many there are, at least 1
 * @param maxContributors how many sites the sum can hold
 */
public record TallyPass(DataDictionary dictionary, int strata, int maxContributors) {
    /** No site has more than 2^31 − 1 rows: a table is an array. */
    static final int COUNT_BOUND = 31;

    private static final String PATIENTS = "patients";
    private static final String PRESENT = "present";
    private static final String LEVELS = "levels";
    private static final String CLASSES = "classes";

    /** Each segment holds all of stratum 0, then all of stratum 1, and so on. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        segments.add(Segment.plain(PATIENTS, strata, COUNT_BOUND));
        segments.add(
                Segment.plain(PRESENT, (long) strata * dictionary.variables().size(), COUNT_BOUND));
        if (levels() > 0) {
            segments.add(Segment.plain(LEVELS, (long) strata * levels(), COUNT_BOUND));
        }
        if (classes() > 0) {
            segments.add(Segment.plain(CLASSES, (long) strata * classes(), COUNT_BOUND));
        }
        return new SumLayout(maxContributors, segments);
    }

    private int levels() {
        return dictionary.variables().stream()
                .mapToInt(variable -> variable.levels().size())
                .sum();
    }

    private int classes() {
        return dictionary.outcome().type() == VariableType.TIME_TO_EVENT
                ? 2
                : dictionary.outcome().classes();
    }

    /** A site's counts. */
    public LocalUpdate answer(PatientRows patients) {
        SumLayout layout = layout();
        double[] values = new double[Math.toIntExact(layout.length())];
        for (int patient = 0; patient < patients.patients(); patient++) {
            values[(int) layout.start(PATIENTS) + patients.stratum(patient)]++;
        }
        countVariables(patients, layout, values);
        int classes = classes();
        if (classes > 0) {
            double[] labels = patients.table().events().length > 0
                    ? patients.table().events()
                    : patients.table().outcomes();
            int start = (int) layout.start(CLASSES);
            for (int patient = 0; patient < patients.patients(); patient++) {
                values[start + patients.stratum(patient) * classes + (int) labels[patients.row(patient)]]++;
            }
        }
        return LocalUpdate.owning(layout, values);
    }

    /** A site's counts, at the site. */
    Tally of(PatientRows patients) {
        return result(org.wardround.inference.evaluate.Evaluation.alone(answer(patients)));
    }

    private void countVariables(PatientRows patients, SumLayout layout, double[] values) {
        int variables = dictionary.variables().size();
        int levels = levels();
        int present = (int) layout.start(PRESENT);
        int first = layout.has(LEVELS) ? (int) layout.start(LEVELS) : 0;
        for (int variable = 0; variable < variables; variable++) {
            double[] column = patients.table().variables()[variable];
            int count = dictionary.variables().get(variable).levels().size();
            for (int patient = 0; patient < patients.patients(); patient++) {
                double value = column[patients.row(patient)];
                if (!Double.isNaN(value)) {
                    int stratum = patients.stratum(patient);
                    values[present + stratum * variables + variable]++;
                    if (count > 0) {
                        values[first + stratum * levels + (int) value]++;
                    }
                }
            }
            first += count;
        }
    }

    /** What the sum says. The same for one site's counts alone. */
    public Tally result(Sum sum) {
        List<long[][]> levels = new ArrayList<>();
        long[][] all = rows(sum, LEVELS, levels());
        int from = 0;
        for (Variable variable : dictionary.variables()) {
            int count = variable.levels().size();
            long[][] part = new long[strata][count];
            for (int stratum = 0; stratum < strata; stratum++) {
                System.arraycopy(all[stratum], from, part[stratum], 0, count);
            }
            levels.add(part);
            from += count;
        }
        long[] patients = new long[strata];
        long[][] one = rows(sum, PATIENTS, 1);
        for (int stratum = 0; stratum < strata; stratum++) {
            patients[stratum] = one[stratum][0];
        }
        return new Tally(
                patients, rows(sum, PRESENT, dictionary.variables().size()), levels, rows(sum, CLASSES, classes()));
    }

    private long[][] rows(Sum sum, String segment, int width) {
        long[][] rows = new long[strata][width];
        double[] values = width == 0 ? new double[0] : sum.values(segment);
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = Math.round(values[i]);
        }
        return rows;
    }
}
