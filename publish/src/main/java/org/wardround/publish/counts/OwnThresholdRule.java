package org.wardround.publish.counts;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.CountRule;
import org.wardround.inference.statistics.GivenCounts;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;

/**
 * A site's own small counts, and those from which they would follow, as 0 with a mark that says which of both they are. What is hidden can't be worked out from the site's other counts, even by all other sites together, who know
 * what is in the sum beside this site's.
 */
public final class OwnThresholdRule implements CountRule {
    private final SmallCellRule rule;
    private final BitSet extra;

    public OwnThresholdRule(SmallCellRule rule) {
        this(rule, new BitSet());
    }

    /** @param extra places of {@link CountCells} that must be hidden whatever their counts, such as those that tell about single patients beside what was released before */
    public OwnThresholdRule(SmallCellRule rule, BitSet extra) {
        this.rule = rule;
        this.extra = (BitSet) extra.clone();
    }

    @Override
    public BitSet shown(CountCells cells, long[] counts) {
        Cell[] all = new Cell[cells.size()];
        CellSystem system = system(cells, counts, all);
        Suppression suppression = system.protectMarked();
        BitSet shown = new BitSet();
        if (!suppression.shows(all[CountCells.PATIENTS])) {
            return shown;
        }
        for (int place = 0; place < all.length; place++) {
            shown.set(place, suppression.shows(all[place]));
        }
        for (int variable = 0; variable < cells.variables(); variable++) {
            shown.set(cells.present(variable), shown.get(cells.missing(variable)));
        }
        return shown;
    }

    private CellSystem system(CountCells cells, long[] counts, Cell[] all) {
        CellSystem system = new CellSystem(rule);
        for (int place = 0; place < all.length; place++) {
            String name = "count " + place;
            // A single patient stands for "must not be known" whatever the count; nobody knows then that it is not 0.
            boolean forced = extra.get(place);
            long of = forced ? 1 : counts[place];
            all[place] = place == CountCells.PATIENTS
                    ? system.cell(name, counts[place], of, Showing.KEPT)
                    : system.part(
                            all[CountCells.PATIENTS],
                            name,
                            counts[place],
                            of,
                            forced ? Showing.IMPLIED : Showing.PRINTED);
        }
        for (int variable = 0; variable < cells.variables(); variable++) {
            system.sum(all[CountCells.PATIENTS], at(all, cells.parts(variable)));
        }
        if (cells.classes().length > 0) {
            system.sum(all[CountCells.PATIENTS], at(all, cells.classes()));
        }
        return system;
    }

    private static List<Cell> at(Cell[] all, int[] places) {
        return Arrays.stream(places).mapToObj(place -> all[place]).toList();
    }

    @Override
    public GivenCounts give(CountCells cells, long[] counts) {
        BitSet shown = shown(cells, counts);
        BitSet few = new BitSet();
        BitSet others = new BitSet();
        for (int place = shown.nextClearBit(0); place < counts.length; place = shown.nextClearBit(place + 1)) {
            (counts[place] < rule.minimum() ? few : others).set(place);
        }
        return GivenCounts.hiding(counts, shown, few, others);
    }

    @Override
    public String toString() {
        return "OwnThresholdRule[%d]".formatted(rule.minimum());
    }
}
