package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sum of what sites gave of their counts. Not cleared for anybody: {@code toString} shows no counts. Immutable. */
public final class GivenTally {
    private final CountCells cells;
    private final long[] shown;
    private final long[] few;
    private final long[] others;
    private final long[] noised;
    private final double variance;
    private final int noisedSites;

    GivenTally(
            CountCells cells,
            long[] shown,
            long[] few,
            long[] others,
            long[] noised,
            double variance,
            int noisedSites) {
        this.cells = cells;
        this.shown = shown;
        this.few = few;
        this.others = others;
        this.noised = noised;
        this.variance = variance;
        this.noisedSites = noisedSites;
    }

    public CountCells cells() {
        return cells;
    }

    /** The sum over the sites that give this count as it is. */
    public long shown(int cell) {
        return shown[cell];
    }

    /** How many sites hide the count because it is of few. */
    public long few(int cell) {
        return few[cell];
    }

    /** How many sites hide it because a count of few would follow from it. */
    public long others(int cell) {
        return others[cell];
    }

    /** The sum over the sites that add noise. */
    public long noised(int cell) {
        return noised[cell];
    }

    /** Of the noise on each count. */
    public double variance() {
        return variance;
    }

    public int noisedSites() {
        return noisedSites;
    }

    /** How many sites do not give the count as it is. */
    public long withholding(int cell) {
        return few[cell] + others[cell] + noisedSites;
    }

    /** Whether every site gives every count as it is. */
    public boolean isExact() {
        return noisedSites == 0 && !isMarked();
    }

    /** Whether a site gives 0 and a mark in place of a count. */
    public boolean isMarked() {
        return Arrays.stream(few).sum() + Arrays.stream(others).sum() > 0;
    }

    /** The patients on whom figures rest: those of the counts that are given as they are. Where that is not all, levels need not add up to patients. */
    public Tally figures() {
        long[] present = new long[cells.variables()];
        List<long[][]> levels = new ArrayList<>();
        for (int variable = 0; variable < present.length; variable++) {
            present[variable] = shown[cells.present(variable)];
            levels.add(new long[][] {at(cells.levels(variable))});
        }
        return new Tally(new long[] {shown[CountCells.PATIENTS]}, new long[][] {present}, levels, new long[][] {
            at(cells.classes())
        });
    }

    /** The patients on whom figures of a time to an event rest, and nothing else of them. */
    public Tally timed() {
        long[] classes = at(cells.classes());
        return Tally.ofClasses(cells, Arrays.stream(classes).sum(), classes);
    }

    private long[] at(int[] places) {
        return Arrays.stream(places).mapToLong(place -> shown[place]).toArray();
    }

    @Override
    public String toString() {
        return "GivenTally[%d counts]".formatted(shown.length);
    }
}
