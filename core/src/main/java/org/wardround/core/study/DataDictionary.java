package org.wardround.core.study;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a site's table must hold.
 *
 * @param minimumPatients a site with fewer patients in the cohort is left out, by name
 * @param variables features, in the order of the study file; names are distinct
 * @param cohort conditions that a row must all meet
 * @param moments how exactly a model tells means of training rows
 */
public record DataDictionary(
        int minimumPatients,
        List<Variable> variables,
        Outcome outcome,
        List<Criterion> cohort,
        Standardisation standardisation,
        MomentsRule moments,
        SplitSpec split) {
    public DataDictionary {
        variables = List.copyOf(variables);
        cohort = List.copyOf(cohort);
        if (minimumPatients < 1) {
            throw new IllegalArgumentException("minimumPatients must be at least 1, got " + minimumPatients);
        }
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("a study needs at least one variable");
        }
        Set<String> names = new HashSet<>();
        for (Variable variable : variables) {
            if (!names.add(variable.name())) {
                throw new IllegalArgumentException(
                        "variable names must differ, got '%s' twice".formatted(variable.name()));
            }
        }
    }

    /** With rounded moments. */
    public DataDictionary(
            int minimumPatients,
            List<Variable> variables,
            Outcome outcome,
            List<Criterion> cohort,
            Standardisation standardisation,
            SplitSpec split) {
        this(minimumPatients, variables, outcome, cohort, standardisation, MomentsRule.ROUNDED, split);
    }

    /** The same with means told so exactly. */
    public DataDictionary with(MomentsRule other) {
        return new DataDictionary(minimumPatients, variables, outcome, cohort, standardisation, other, split);
    }

    /** The same with inputs standardised so. */
    public DataDictionary with(Standardisation other) {
        return new DataDictionary(minimumPatients, variables, outcome, cohort, other, moments, split);
    }

    /** The position of a variable in {@link #variables()}, or -1. */
    public int indexOf(String variable) {
        for (int i = 0; i < variables.size(); i++) {
            if (variables.get(i).name().equals(variable)) {
                return i;
            }
        }
        return -1;
    }
}
