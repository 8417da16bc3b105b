package org.wardround.privacy.disclosure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a reader knows of hidden counts from their being counts: a printed one that is suppressed is at least 1, for a 0 would have been shown but in
 * a small group; others are at least 0, and parts are at most their total. Bounds are narrowed sum by sum until nothing moves.
 */
final class Intervals {
    private static final long UNKNOWN = Long.MAX_VALUE / 4;
    private static final int PASSES = 100;
    private static final int UNMARKED = 0;

    private final List<Cell> cells;
    private final List<Equation> equations;
    private final BitSet hidden;
    /** Whether a hidden count is below this is known, where that is marked. */
    private final int minimum;

    private final long[] low;
    private final long[] high;

    private Intervals(List<Cell> cells, List<Equation> equations, BitSet hidden, int minimum) {
        this.cells = cells;
        this.equations = equations;
        this.hidden = hidden;
        this.minimum = minimum;
        this.low = new long[cells.size()];
        this.high = new long[cells.size()];
    }

    /** Where no hidden count is told from another. */
    static Intervals unmarked(List<Cell> cells, List<Equation> equations, BitSet hidden) {
        return new Intervals(cells, equations, hidden, UNMARKED);
    }

    /** Where readers are told which hidden counts are below the minimum. */
    static Intervals marked(List<Cell> cells, List<Equation> equations, BitSet hidden, int minimum) {
        return new Intervals(cells, equations, hidden, minimum);
    }

    /** Hidden cells of which one value alone is possible. */
    List<Cell> pinned() {
        for (Cell cell : cells) {
            boolean known = !hidden.get(cell.index());
            low[cell.index()] = known ? cell.count() : least(cell);
            high[cell.index()] = known ? cell.count() : most(cell);
        }
        boolean moved = true;
        for (int pass = 0; moved && pass < PASSES; pass++) {
            moved = false;
            for (Equation equation : equations) {
                moved |= narrow(equation);
            }
        }
        List<Cell> pinned = new ArrayList<>();
        for (Cell cell : cells) {
            if (hidden.get(cell.index()) && low[cell.index()] == high[cell.index()]) {
                pinned.add(cell);
            }
        }
        return pinned;
    }

    private long least(Cell cell) {
        return minimum != UNMARKED && cell.count() >= minimum ? minimum : cell.isPerhapsNobody() ? 0 : 1;
    }

    private long most(Cell cell) {
        return cell.count() < minimum ? minimum - 1 : UNKNOWN;
    }

    private boolean narrow(Equation equation) {
        long least = 0;
        long most = 0;
        for (Cell part : equation.parts()) {
            least += low[part.index()];
            most = Math.min(UNKNOWN, most + high[part.index()]);
        }
        int total = equation.total().index();
        boolean moved = set(total, least, most);
        for (Cell part : equation.parts()) {
            int index = part.index();
            long othersLeast = least - low[index];
            long othersMost = most >= UNKNOWN ? othersMost(equation, index) : most - high[index];
            moved |= set(index, low[total] - othersMost, high[total] - othersLeast);
        }
        return moved;
    }

    private long othersMost(Equation equation, int index) {
        long most = 0;
        for (Cell part : equation.parts()) {
            most = part.index() == index ? most : Math.min(UNKNOWN, most + high[part.index()]);
        }
        return most;
    }

    private boolean set(int index, long least, long most) {
        boolean moved = false;
        if (least > low[index]) {
            low[index] = least;
            moved = true;
        }
        if (most < high[index] && high[index] > low[index]) {
            high[index] = Math.max(low[index], most);
            moved = true;
        }
        return moved;
    }
}
