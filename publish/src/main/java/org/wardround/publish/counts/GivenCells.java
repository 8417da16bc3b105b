package org.wardround.publish.counts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.Suppression;

/** Counts of a Table 1 that every hospital gives as they are, as cells beside those of a run: of a variable by which test rows are told, too. Not thread-safe. */
public final class GivenCells {
    private final CellSystem system;
    private final GivenTally tally;
    private final SortedMap<Integer, Cell> given = new TreeMap<>();

    public GivenCells(CellSystem system, GivenTally tally) {
        this.system = system;
        this.tally = tally;
    }

    /**
     * Says that rows, each of another patient, are some of everybody's, so that what they leave of a variable's counts is known too.
     *
     * @param patients everybody
     * @param groups by level, or intervals of a quantity
     * @param without rows without a value
     */
    public void addSome(Cell patients, int variable, List<Cell> groups, Cell without) {
        CountCells cells = tally.cells();
        int[] parts = cells.parts(variable);
        boolean levels = cells.levels(variable).length > 0;
        List<Cell> all = new ArrayList<>();
        for (int part = 0; part < parts.length; part++) {
            if (tally.withholding(parts[part]) == 0) {
                Cell cell = system.cell("given " + parts[part], tally.shown(parts[part]), Showing.PRINTED);
                boolean missing = part == parts.length - 1;
                List<Cell> some = missing ? List.of(without) : levels ? List.of(groups.get(part)) : groups;
                system.rest(cell, some.toArray(Cell[]::new));
                given.put(parts[part], cell);
                all.add(cell);
            }
        }
        if (all.size() == parts.length) {
            system.sum(patients, all);
        }
    }

    /** Places of {@link CountCells} that must not be told. */
    public BitSet hidden(Suppression suppression) {
        BitSet hidden = new BitSet();
        given.forEach((place, cell) -> hidden.set(place, !suppression.shows(cell)));
        return hidden;
    }
}
