package org.wardround.study.results;

import java.util.Map;

/**
 * The study in short, in the words of the study file.
 *
 * @param sha256 of the study file
 * @param outcome what is predicted
 * @param plan how
 * @param variables labels and units by name, in the order of the dictionary; what has neither may be absent
 */
public record StudyInfo(
        String name,
        String purpose,
        String sha256,
        OutcomeInfo outcome,
        PlanInfo plan,
        Map<String, VariableInfo> variables) {
    public StudyInfo {
        variables = Ordered.kept(variables);
    }

    /** A study whose variables have neither labels nor units. */
    public StudyInfo(String name, String purpose, String sha256, OutcomeInfo outcome, PlanInfo plan) {
        this(name, purpose, sha256, outcome, plan, Map.of());
    }
}
