package org.wardround.study.results;

/**
 * What a study predicts.
 *
 * @param name of the variable
 * @param title for readers; the name where the study gives no label
 * @param type {@code number}, {@code binary}, {@code category} or {@code time-to-event}
 * @param unit of the number or the time; empty where there is none
 */
public record OutcomeInfo(String name, String title, String type, String unit) {
    /** An outcome without a unit. */
    public OutcomeInfo(String name, String title, String type) {
        this(name, title, type, "");
    }
}
