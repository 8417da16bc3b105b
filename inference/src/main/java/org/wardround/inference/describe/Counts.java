package org.wardround.inference.describe;

import java.util.Arrays;
import java.util.List;
import org.wardround.core.dataset.Side;

/** How many rows, patients, events and present values there are, over the sites of a sum. Immutable; {@code toString} shows no counts. */
public final class Counts {
    private final long[] rows;
    private final long[] patients;
    private final long[] classes;
    private final long[] present;
    private final List<long[]> levels;

    Counts(long[] rows, long[] patients, long[] classes, long[] present, List<long[]> levels) {
        this.rows = rows;
        this.patients = patients;
        this.classes = classes;
        this.present = present;
        this.levels = List.copyOf(levels);
    }

    /** These of rows, patients and classes, and another's of variables. */
    public Counts with(Counts variables) {
        return new Counts(rows, patients, classes, variables.present, variables.levels);
    }

    static long[] rounded(double[] values) {
        return rounded(values, 0, values.length);
    }

    static long[] rounded(double[] values, int offset, int length) {
        return Arrays.stream(values, offset, offset + length)
                .mapToLong(Math::round)
                .toArray();
    }

    public long rows(Side side) {
        return rows[side.ordinal()];
    }

    /** Rows on all sides. */
    public long rows() {
        return Arrays.stream(rows).sum();
    }

    /** Distinct patients on a side. A patient is on one side, and counted at one site. */
    public long patients(Side side) {
        return patients[side.ordinal()];
    }

    public long patients() {
        return Arrays.stream(patients).sum();
    }

    /** How many training patients there are for each training row, at most 1; 1 where there are no rows. */
    double patientsPerRow() {
        long train = rows(Side.TRAIN);
        return train == 0 ? 1 : (double) patients(Side.TRAIN) / train;
    }

    /** Whether the outcome has classes: a binary, a category, or a time (censored, event). */
    public boolean hasClasses() {
        return classes.length > 0;
    }

    /** Rows of each class on a side, in the order of the outcome's levels; of a time: censored, event; of a number: empty. */
    public long[] classes(Side side) {
        int count = classes.length / rows.length;
        return Arrays.copyOfRange(classes, side.ordinal() * count, (side.ordinal() + 1) * count);
    }

    /** Events on a side, of a binary outcome or a time. Throws {@link IllegalStateException} for other outcomes. */
    public long events(Side side) {
        long[] ofSide = classes(side);
        if (ofSide.length != 2) {
            throw new IllegalStateException("only binary outcomes and times have events");
        }
        return ofSide[1];
    }

    /** Training rows in which the variable is present. */
    public long present(int variable) {
        return present[variable];
    }

    /** The share of training rows without the variable, 0 to 1; 0 where there are no rows. */
    public double missing(int variable) {
        long train = rows(Side.TRAIN);
        return train == 0 ? 0 : (double) (train - present[variable]) / train;
    }

    /** Training rows of each level of a coded variable; empty for a quantity. */
    public long[] levels(int variable) {
        return levels.get(variable).clone();
    }

    /** The most frequent level of a coded variable on training rows; of equally frequent ones the first. */
    public int mode(int variable) {
        long[] counts = levels.get(variable);
        int mode = 0;
        for (int level = 1; level < counts.length; level++) {
            mode = counts[level] > counts[mode] ? level : mode;
        }
        return mode;
    }

    @Override
    public String toString() {
        return "Counts[%d variables]".formatted(present.length);
    }
}
