package org.wardround.privacy.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * All counts that are published together, and which of them add up to which; the more of what is printed it holds, the more it protects. Groups
 * that nobody prints but anybody can work out, such as those without the event, belong in it as {@link Showing#IMPLIED}. Not thread-safe.
 */
public final class CellSystem {
    private final SmallCellRule rule;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Equation> equations = new ArrayList<>();

    public CellSystem(SmallCellRule rule) {
        this.rule = rule;
    }

    /** A count of patients. */
    public Cell cell(String name, long count, Showing showing) {
        return cell(name, count, count, showing);
    }

    /**
     * A count of anything else, such as rows.
     *
     * @param patients whom it is about; what counts for the rule
     */
    public Cell cell(String name, long count, long patients, Showing showing) {
        return add(new Cell(cells.size(), name, count, showing, rule.hides(patients), showing == Showing.IMPLIED));
    }

    /** A part of a group. Where the group is small nothing about it is told, not even that it has nobody of some kind. */
    public Cell part(Cell group, String name, long count, long patients, Showing showing) {
        boolean ofFew = group.isSensitive();
        return add(new Cell(
                cells.size(),
                name,
                count,
                showing,
                ofFew || rule.hides(patients),
                ofFew || showing == Showing.IMPLIED));
    }

    private Cell add(Cell cell) {
        cells.add(cell);
        return cell;
    }

    /** Says that the parts, which exclude each other, make up the total. Refuses parts that do not add up. */
    public void sum(Cell total, List<Cell> parts) {
        equations.add(new Equation(total, parts, false));
    }

    /**
     * Says that the parts, each of another site, make up the total. Unlike levels of a variable at one place, hidden parts may be few together: two
     * sites then hide in each other.
     */
    public void sumOverSites(Cell total, List<Cell> parts) {
        equations.add(new Equation(total, parts, true));
    }

    /** Adds what the parts make up together. */
    public Cell total(String name, List<Cell> parts, Showing showing) {
        return total(name, parts, count -> count, showing);
    }

    /**
     * Adds what parts that are counts of anything else make up together.
     *
     * @param patients how many a count is about
     */
    public Cell total(String name, List<Cell> parts, LongUnaryOperator patients, Showing showing) {
        long count = parts.stream().mapToLong(Cell::count).sum();
        Cell total = cell(name, count, patients.applyAsLong(count), showing);
        sum(total, parts);
        return total;
    }

    /** Adds what the parts, each of another site, make up together. */
    public Cell totalOverSites(String name, List<Cell> parts, Showing showing) {
        Cell total = cell(name, parts.stream().mapToLong(Cell::count).sum(), showing);
        sumOverSites(total, parts);
        return total;
    }

    /** Adds what the parts leave of the total, which nobody prints but anybody can work out. */
    public Cell rest(Cell total, Cell... parts) {
        long left =
                total.count() - List.of(parts).stream().mapToLong(Cell::count).sum();
        Cell rest = cell("rest of " + total, left, Showing.IMPLIED);
        List<Cell> all = new ArrayList<>(List.of(parts));
        all.add(rest);
        sum(total, all);
        return rest;
    }

    /** Chooses what is suppressed. The same system gives the same choice. */
    public Suppression protect() {
        return new Protector(rule, cells, equations, false).protect();
    }

    /** Likewise for readers who are told which of the suppressed counts are below the rule's minimum, and so that all others are not. */
    public Suppression protectMarked() {
        return new Protector(rule, cells, equations, true).protect();
    }

    List<Cell> cells() {
        return cells;
    }

    List<Equation> equations() {
        return equations;
    }

    /** Shows how many counts there are, never one. */
    @Override
    public String toString() {
        return "CellSystem[%d cells]".formatted(cells.size());
    }
}
