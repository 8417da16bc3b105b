package org.wardround.privacy.disclosure;

/**
 * From how many patients on a count may be published. A count of none tells of nobody and may always be.
 *
 * @param minimum at least 2: a rule that shows single patients is none
 */
public record SmallCellRule(int minimum) {
    /** Nothing from 1 to 10 patients. */
    public static final SmallCellRule DEFAULT = new SmallCellRule(11);

    public SmallCellRule {
        if (minimum < 2) {
            throw new IllegalArgumentException("the least count that may be published is 2 or more, got " + minimum);
        }
    }

    /** Whether a count of so many patients must not be known. */
    public boolean hides(long patients) {
        return patients > 0 && patients < minimum;
    }
}
