package org.wardround.privacy.disclosure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hides small counts, then further ones until no small one can be worked out: not as the rest of one sum, not as the rest of a group of hidden ones that is
 * small together, not by adding and subtracting sums, and not because only one number is left that fits. Takes the smallest count that helps, which
 * hides the fewest patients' figures; the fewest cells are not promised. Not thread-safe.
 */
final class Protector {
    private final SmallCellRule rule;
    private final boolean marked;
    private final List<Cell> cells;
    private final List<Equation> equations;
    private final List<List<Equation>> equationsOf = new ArrayList<>();
    private final BitSet hidden = new BitSet();

    /** @param marked whether readers are told which of the hidden counts are small */
    Protector(SmallCellRule rule, List<Cell> cells, List<Equation> equations, boolean marked) {
        this.rule = rule;
        this.marked = marked;
        this.cells = cells;
        this.equations = equations;
        cells.forEach(cell -> equationsOf.add(new ArrayList<>()));
        equations.forEach(equation ->
                equation.cells().forEach(cell -> equationsOf.get(cell.index()).add(equation)));
    }

    Suppression protect() {
        for (Cell cell : cells) {
            hidden.set(cell.index(), cell.isSensitive() || cell.showing() == Showing.IMPLIED);
        }
        boolean changed = true;
        while (changed) {
            changed = protectSums() || protectSolutions() || protectIntervals();
        }
        showWhatFollows();
        return new Suppression(hidden);
    }

    /** Hiding what anybody can work out protects nobody: such cells are shown after all, and so are zeros that nothing is left to hide. */
    private void showWhatFollows() {
        for (Cell cell : new HiddenSums(cells, equations, hidden).determined()) {
            boolean ofSomebody = cell.isSensitive() && cell.count() > 0;
            hidden.set(cell.index(), ofSomebody || cell.showing() == Showing.IMPLIED);
        }
    }

    private boolean protectSums() {
        boolean changed = false;
        for (Equation equation : equations) {
            while (tellsOfFew(equation, new BitSet()) && hideOne(equation)) {
                changed = true;
            }
        }
        return changed;
    }

    /**
     * Whether the hidden cells of a sum are known together, and that tells of few patients.
     *
     * @param known hidden cells that follow from others
     */
    private boolean tellsOfFew(Equation equation, BitSet known) {
        List<Cell> hiddenParts = equation.parts().stream()
                .filter(cell -> hidden.get(cell.index()) && !known.get(cell.index()))
                .toList();
        boolean holdsSensitive = equation.cells().stream().anyMatch(cell -> cell.isSensitive());
        if (!holdsSensitive) {
            return false;
        }
        if (hidden.get(equation.total().index()) && !known.get(equation.total().index())) {
            return hiddenParts.isEmpty() && equation.total().isSensitive();
        }
        return !equation.overSites()
                        && rule.hides(
                                hiddenParts.stream().mapToLong(Cell::count).sum())
                || hiddenParts.size() == 1 && hiddenParts.get(0).isSensitive();
    }

    /** Hides the cell of a sum that costs least; false where none is left that tells anything. */
    private boolean hideOne(Equation equation) {
        Optional<Cell> cheapest = equation.cells().stream()
                .filter(cell -> !hidden.get(cell.index()) && cell.count() > 0)
                .min(Comparator.comparing(Cell::showing)
                        .thenComparing(this::unprotectedElsewhere)
                        .thenComparing(Cell::count)
                        .thenComparing(Cell::index));
        cheapest.ifPresent(cell -> hidden.set(cell.index()));
        return cheapest.isPresent();
    }

    /** In how many sums the cell would be the only hidden one, and so be known at once. */
    private long unprotectedElsewhere(Cell cell) {
        return equationsOf.get(cell.index()).stream()
                .filter(equation -> equation.cells().stream().noneMatch(other -> hidden.get(other.index())))
                .count();
    }

    private boolean protectSolutions() {
        List<Cell> determined = new HiddenSums(cells, equations, hidden).determined();
        BitSet known = new BitSet();
        determined.forEach(cell -> known.set(cell.index()));
        boolean changed = false;
        for (Cell cell : determined) {
            boolean tells = cell.isSensitive()
                    || equationsOf.get(cell.index()).stream().anyMatch(equation -> tellsOfFew(equation, known));
            if (tells) {
                changed |= hideAround(cell);
            }
        }
        return changed;
    }

    private Intervals intervals() {
        return marked
                ? Intervals.marked(cells, equations, hidden, rule.minimum())
                : Intervals.unmarked(cells, equations, hidden);
    }

    private boolean protectIntervals() {
        boolean changed = false;
        for (Cell cell : intervals().pinned()) {
            if (cell.isSensitive()) {
                changed |= hideAround(cell);
            }
        }
        return changed;
    }

    /** Hides one more cell where a sum gives another hidden one away, else of the nearest sum that has one left. */
    private boolean hideAround(Cell cell) {
        List<Equation> near = near(cell);
        for (Equation equation : near) {
            if (hiddenCells(equation) == 1 && hideOne(equation)) {
                return true;
            }
        }
        for (Equation equation : near) {
            if (hideOne(equation)) {
                return true;
            }
        }
        return false;
    }

    /** The sums that hold the cell, then those that share a hidden cell with one of these, and so on. */
    private List<Equation> near(Cell cell) {
        Set<Equation> found = new LinkedHashSet<>(equationsOf.get(cell.index()));
        Deque<Equation> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (Cell other : open.remove().cells()) {
                for (Equation next : hidden.get(other.index()) ? equationsOf.get(other.index()) : List.<Equation>of()) {
                    if (found.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private long hiddenCells(Equation equation) {
        return equation.cells().stream()
                .filter(cell -> hidden.get(cell.index()))
                .count();
    }
}
