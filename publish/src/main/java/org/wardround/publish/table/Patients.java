package org.wardround.publish.table;

import org.wardround.core.dataset.Side;
import org.wardround.inference.describe.Counts;
import org.wardround.privacy.disclosure.SmallCellRule;

/**
 * How many patients are behind rows where only totals are known: at least as many as there are rows, less those that are a patient's second or later
 * one on that side.
 *
 * @param furtherRows rows of a side beyond its patients' first ones
 */
public record Patients(long furtherRows) {
    /** Each row is a patient's only one. */
    public static final Patients ONE_ROW_EACH = new Patients(0);

    public static Patients of(Counts counts, Side side) {
        return new Patients(counts.rows(side) - counts.patients(side));
    }

    /** At least so many patients have so many rows; one where there is any row. */
    public long atLeast(long rows) {
        return Math.max(Math.min(rows, 1), rows - furtherRows);
    }

    /** Whether so many rows may be those of too few patients to tell of. */
    boolean mayBeFew(SmallCellRule rule, long rows) {
        return rule.hides(atLeast(rows));
    }
}
