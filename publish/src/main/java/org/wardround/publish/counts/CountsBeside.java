package org.wardround.publish.counts;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.study.DataDictionary;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.statistics.CountCells;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1.CodesRow;
import org.wardround.study.results.Table1.TimeRow;

/**
 * The exact counts of rows on which a run's training and evaluation rest, beside a Table 1 of counts as hospitals give them: between which numbers the table's lie by them, and which must not be told because others of them follow.
 * A range that they narrow would tell how many patients the hospitals have that hide their counts. Immutable.
 */
public final class CountsBeside {
    private final long[] least;
    private final long[] most;
    private final BitSet hidden;
    private final boolean hidesPatients;
    private final boolean hidesClasses;

    private CountsBeside(long[] least, long[] most, BitSet hidden, boolean hidesPatients, boolean hidesClasses) {
        this.least = least;
        this.most = most;
        this.hidden = hidden;
        this.hidesPatients = hidesPatients;
        this.hidesClasses = hidesClasses;
    }

    /** Of a table that stands alone. */
    static CountsBeside none(CountCells cells) {
        long[] most = new long[cells.size()];
        Arrays.fill(most, Long.MAX_VALUE);
        return new CountsBeside(new long[cells.size()], most, new BitSet(), false, false);
    }

    /** @param tested test rows of each subgroup */
    public static CountsBeside of(DataDictionary dictionary, Counts counts, Subgroups subgroups, List<Long> tested) {
        CountCells cells = new CountCells(dictionary);
        CountsBeside beside = none(cells);
        beside.most[CountCells.PATIENTS] = counts.rows();
        for (int label = 0; label < cells.classes().length; label++) {
            int one = label;
            beside.most[cells.classes()[label]] = Arrays.stream(Side.values())
                    .mapToLong(side -> counts.classes(side)[one])
                    .sum();
        }
        if (counts.rows() == counts.patients()) {
            beside.least[CountCells.PATIENTS] = counts.rows();
            for (int place : cells.classes()) {
                beside.least[place] = beside.most[place];
            }
        }
        beside.addSubgroups(cells, counts, subgroups, tested);
        return beside;
    }

    /** So many of a level are tested, and more can't be of it than the untested ones besides. */
    private void addSubgroups(CountCells cells, Counts counts, Subgroups subgroups, List<Long> tested) {
        long[] rows = new long[cells.size()];
        for (int group = 0; group < tested.size(); group++) {
            rows[place(cells, subgroups.groups().get(group))] += tested.get(group);
        }
        long all = counts.rows(Side.TEST);
        subgroups.groups().stream()
                .mapToInt(Subgroups.Group::position)
                .distinct()
                .forEach(variable -> {
                    int missing = cells.missing(variable);
                    rows[missing] = all
                            - Arrays.stream(cells.parts(variable))
                                    .mapToLong(place -> rows[place])
                                    .sum();
                    for (int place : cells.parts(variable)) {
                        least[place] = counts.rows() == counts.patients() ? rows[place] : 0;
                        most[place] = rows[place] + counts.rows() - all;
                    }
                });
    }

    /** An interval is one of all that have a value. */
    private static int place(CountCells cells, Subgroups.Group group) {
        int[] levels = cells.levels(group.position());
        return levels.length == 0 ? cells.present(group.position()) : levels[(int) group.low()];
    }

    /**
     * The same, where what must not be told is known.
     *
     * @param standIn published of {@link GivenTable#standIn}, together with the exact counts
     * @param hidden of {@link GivenCells}
     */
    public CountsBeside hiding(Table1 standIn, BitSet hidden) {
        Table1.Row outcome = standIn.rows().get(standIn.rows().size() - 1);
        boolean classes =
                outcome instanceof CodesRow codes && !codes.cells().get(0).isShown()
                        || outcome instanceof TimeRow time
                                && time.cells().get(0).events().isSuppressed();
        return new CountsBeside(
                least, most, hidden, standIn.columns().get(0).patients().isSuppressed(), classes);
    }

    /** Whether all patients must not be told. */
    boolean hidesPatients() {
        return hidesPatients;
    }

    /** Whether the outcome's classes, or its events, must not be told. */
    boolean hidesClasses() {
        return hidesClasses;
    }

    /** Whether a count of a variable must not be told. */
    boolean hides(int place) {
        return hidden.get(place);
    }

    /** Whether no more is known of a count than that it lies in the range. */
    boolean leaves(int place, long low, long high) {
        return least[place] <= low && high <= most[place];
    }
}
