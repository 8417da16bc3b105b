package org.wardround.study.results;

/**
 * The study in short, in the words of the study file.
 *
 * @param sha256 of the study file
 * @param outcome what is predicted
 * @param plan how
 */
public record StudyInfo(String name, String purpose, String sha256, OutcomeInfo outcome, PlanInfo plan) {}
