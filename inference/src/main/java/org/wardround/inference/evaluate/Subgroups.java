package org.wardround.inference.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Subgroup;
import org.wardround.core.study.Variable;

/**
 * The groups by which a study's results are broken down, numbered from 1 for {@link Evaluation}: by levels of a code, or by intervals of a
 * quantity. A row whose value is missing is in no group of that variable.
 */
public final class Subgroups {
    private final List<Group> groups;

    private Subgroups(List<Group> groups) {
        this.groups = List.copyOf(groups);
    }

    /**
     * One group of rows.
     *
     * @param level the code, or an interval such as {@code 50 to below 60}
     * @param position of the variable in the dictionary
     * @param low smallest value of the group
     * @param below values are below it
     */
    public record Group(String variable, String level, int position, double low, double below) {
        boolean holds(double value) {
            return low <= value && value < below;
        }
    }

    /** The groups of a study, in the order of its subgroups. Throws {@link IllegalArgumentException} on an unknown variable. */
    public static Subgroups of(List<Subgroup> subgroups, DataDictionary dictionary) {
        List<Group> groups = new ArrayList<>();
        for (Subgroup subgroup : subgroups) {
            int position = dictionary.indexOf(subgroup.variable());
            if (position < 0) {
                throw new IllegalArgumentException(
                        "subgroup variable '%s' is not in the dictionary".formatted(subgroup.variable()));
            }
            Variable variable = dictionary.variables().get(position);
            if (variable.levels().isEmpty()) {
                addIntervals(groups, subgroup, position);
            } else {
                addLevels(groups, variable, position);
            }
        }
        return new Subgroups(groups);
    }

    private static void addLevels(List<Group> groups, Variable variable, int position) {
        for (int level = 0; level < variable.levels().size(); level++) {
            groups.add(new Group(variable.name(), variable.levels().get(level), position, level, level + 1));
        }
    }

    private static void addIntervals(List<Group> groups, Subgroup subgroup, int position) {
        double low = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= subgroup.cuts().size(); i++) {
            double below = i < subgroup.cuts().size() ? subgroup.cuts().get(i) : Double.POSITIVE_INFINITY;
            groups.add(new Group(subgroup.variable(), interval(low, below), position, low, below));
            low = below;
        }
    }

    private static String interval(double low, double below) {
        if (Double.isInfinite(low)) {
            return Double.isInfinite(below) ? "all" : "below " + plain(below);
        }
        return Double.isInfinite(below) ? plain(low) + " and above" : plain(low) + " to below " + plain(below);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Group number i is at i − 1. */
    public List<Group> groups() {
        return groups;
    }

    /** How many groups an evaluation has, all rows included. */
    public int count() {
        return groups.size() + 1;
    }

    /** For each row of a side, in the table's order, the numbers of its groups. */
    public int[][] of(Table table, Side side) {
        int[] rows = table.rowsOn(side);
        int[][] numbers = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            numbers[i] = of(table.raw(rows[i]));
        }
        return numbers;
    }

    /** The numbers of the groups that hold a record; {@code raw} as in {@link Table#raw}. */
    public int[] of(double[] raw) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).holds(raw[groups.get(i).position()])) {
                numbers.add(i + 1);
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
