package org.wardround.privacy.disclosure;

/**
 * From how many patients on a count may be shown. A count of none tells of nobody and may always be.
 *
 * @param minimum 1 only for {@link #OWN_PATIENTS}: a rule that shows single patients to others is none
 */
public record SmallCellRule(int minimum) {
    /** Nothing from 1 to 10 patients. */
    public static final SmallCellRule DEFAULT = new SmallCellRule(11);
    /** Hides nothing: for a hospital's eyes, about its own patients, at home. Never for what is published. */
    public static final SmallCellRule OWN_PATIENTS = new SmallCellRule(1);

    public SmallCellRule {
        if (minimum < 1) {
            throw new IllegalArgumentException("the least count that may be shown is 1 or more, got " + minimum);
        }
    }

    /** Whether a count of so many patients must not be known. */
    public boolean hides(long patients) {
        return patients > 0 && patients < minimum;
    }
}
