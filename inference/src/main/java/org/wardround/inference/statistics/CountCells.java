package org.wardround.inference.statistics;

import java.util.stream.IntStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;

/**
 * Where each count of a group's Table 1 stands in one row of numbers: all patients, those with a value of each variable, those without, those of each level, and those of each class of the outcome (of a
 * time: censored, event).
 */
public record CountCells(DataDictionary dictionary) {
    /** The place of the number of patients. */
    public static final int PATIENTS = 0;

    /** Patients with a value of a variable, by its position in the dictionary. */
    public int present(int variable) {
        return 1 + variable;
    }

    /** Patients without. */
    public int missing(int variable) {
        return 1 + variables() + variable;
    }

    /** The places of a coded variable's levels; none of a quantity's. */
    public int[] levels(int variable) {
        int first = 1 + 2 * variables();
        for (int before = 0; before < variable; before++) {
            first += levelCount(before);
        }
        return IntStream.range(first, first + levelCount(variable)).toArray();
    }

    /** Counts that exclude each other and make up all patients: those of a coded variable's levels or those with a value, then those without. */
    public int[] parts(int variable) {
        int[] levels = levels(variable);
        return IntStream.concat(
                        levels.length == 0 ? IntStream.of(present(variable)) : IntStream.of(levels),
                        IntStream.of(missing(variable)))
                .toArray();
    }

    /** The places of the outcome's classes; none where it is a number. */
    public int[] classes() {
        int first = size() - classCount();
        return IntStream.range(first, size()).toArray();
    }

    public int size() {
        return 1
                + 2 * variables()
                + IntStream.range(0, variables()).map(this::levelCount).sum()
                + classCount();
    }

    public int variables() {
        return dictionary.variables().size();
    }

    private int levelCount(int variable) {
        return dictionary.variables().get(variable).levels().size();
    }

    private int classCount() {
        return dictionary.outcome().type() == VariableType.TIME_TO_EVENT
                ? 2
                : dictionary.outcome().classes();
    }

    /** The counts of a site's patients, all strata as one. */
    public long[] of(PatientRows patients) {
        TallyPass pass = new TallyPass(dictionary, patients.strata(), 1);
        Tally tally = pass.of(patients).total();
        long[] counts = new long[size()];
        counts[PATIENTS] = tally.patients(0);
        for (int variable = 0; variable < variables(); variable++) {
            counts[present(variable)] = tally.present(0, variable);
            counts[missing(variable)] = tally.missing(0, variable);
            put(counts, levels(variable), tally.levels(0, variable));
        }
        put(counts, classes(), tally.classes(0));
        return counts;
    }

    private static void put(long[] counts, int[] places, long[] values) {
        for (int i = 0; i < places.length; i++) {
            counts[places[i]] = values[i];
        }
    }
}
