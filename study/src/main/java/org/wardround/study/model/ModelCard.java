package org.wardround.study.model;

/**
 * What only the maker of a model knows, for {@code model-card.md}; each a text in Markdown without a heading, and an empty one is left out.
 *
 * @param purpose of the study
 * @param population whose records were used: sites, numbers as far as they may be shown, cohort
 * @param intendedUse for what, by whom, and for what not
 * @param metrics what was measured, with intervals
 * @param noise what noise in the training bounds, in words; blank where there was none
 */
public record ModelCard(String purpose, String population, String intendedUse, String metrics, String noise) {
    /** Of a model that was trained without noise. */
    public ModelCard(String purpose, String population, String intendedUse, String metrics) {
        this(purpose, population, intendedUse, metrics, "");
    }
}
