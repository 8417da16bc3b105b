package org.wardround.study.results;

/**
 * A variable of the study, for readers.
 *
 * @param label plain words; empty where the study gives none
 * @param unit as in the study; empty where there is none
 */
public record VariableInfo(String label, String unit) {}
