package org.wardround.study.results;

/**
 * What a study predicts.
 *
 * @param name of the variable
 * @param title for readers; the name where the study gives no label
 * @param type {@code number}, {@code binary}, {@code category} or {@code time-to-event}
 */
public record OutcomeInfo(String name, String title, String type) {}
