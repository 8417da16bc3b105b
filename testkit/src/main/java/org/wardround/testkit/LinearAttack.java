package org.wardround.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody can work out who has everything that was printed and knows which numbers add up to which: unknown counts, known counts, and linear
 * equations between them. Adding and subtracting is tried by elimination, the fact that counts are not negative by linear programming. Written
 * for tests of disclosure control, apart from what it tests. Not thread-safe.
 */
public final class LinearAttack {
    private static final double ZERO = 1e-9;

    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final Map<String, Double> known = new TreeMap<>();
    private final Map<String, Double> least = new TreeMap<>();
    private final List<Map<String, Double>> equations = new ArrayList<>();
    /** Of all that was said so far. */
    private @Nullable Simplex search;

    /** The count is printed. */
    public void know(String count, double value) {
        search = null;
        Double before = known.put(count, value);
        if (before != null && before != value) {
            throw new AssertionError("'%s' is printed as %s and as %s".formatted(count, before, value));
        }
    }

    /** The count is not printed, or printed as suppressed, but at least this; unknown counts are at least 0. */
    public void suspect(String count, double atLeast) {
        search = null;
        least.merge(count, atLeast, Math::max);
    }

    public boolean isKnown(String count) {
        return known.containsKey(count);
    }

    /** The counts, times their factors, add up to 0. */
    public void zero(Map<String, Double> factors) {
        search = null;
        equations.add(new TreeMap<>(factors));
    }

    /** The parts make up the total. */
    public void sum(String total, List<String> parts) {
        Map<String, Double> factors = new TreeMap<>();
        parts.forEach(part -> factors.merge(part, 1.0, Double::sum));
        factors.merge(total, -1.0, Double::sum);
        zero(factors);
    }

    /** Unknown counts that adding and subtracting gives, with their values. */
    public Map<String, Double> solved() {
        double[][] rows = matrix();
        int unknown = columns.size();
        int next = 0;
        int[] leads = new int[rows.length];
        for (int column = 0; column < unknown && next < rows.length; column++) {
            int best = pivot(rows, column, next);
            if (Math.abs(rows[best][column]) > ZERO) {
                swap(rows, best, next);
                eliminate(rows, column, next);
                leads[next++] = column;
            }
        }
        List<String> names = List.copyOf(columns.keySet());
        Map<String, Double> solved = new TreeMap<>();
        for (int row = 0; row < next; row++) {
            int others = 0;
            for (int column = 0; column < unknown; column++) {
                others += Math.abs(rows[row][column]) > ZERO ? 1 : 0;
            }
            if (others == 1) {
                solved.put(names.get(leads[row]), rows[row][unknown]);
            }
        }
        return solved;
    }

    /** One row an equation: factors of the unknown counts, then what they add up to. */
    private double[][] matrix() {
        columns.clear();
        for (Map<String, Double> equation : equations) {
            equation.keySet().stream()
                    .filter(count -> !known.containsKey(count))
                    .forEach(count -> columns.putIfAbsent(count, columns.size()));
        }
        double[][] rows = new double[equations.size()][columns.size() + 1];
        for (int row = 0; row < rows.length; row++) {
            for (Map.Entry<String, Double> factor : equations.get(row).entrySet()) {
                Integer column = columns.get(factor.getKey());
                if (column == null) {
                    rows[row][columns.size()] -= factor.getValue() * known.getOrDefault(factor.getKey(), 0.0);
                } else {
                    rows[row][column] += factor.getValue();
                }
            }
        }
        return rows;
    }

    private static int pivot(double[][] rows, int column, int from) {
        int best = from;
        for (int row = from; row < rows.length; row++) {
            best = Math.abs(rows[row][column]) > Math.abs(rows[best][column]) ? row : best;
        }
        return best;
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }

    private static void eliminate(double[][] rows, int column, int pivot) {
        double scale = rows[pivot][column];
        for (int i = 0; i < rows[pivot].length; i++) {
            rows[pivot][i] /= scale;
        }
        for (int row = 0; row < rows.length; row++) {
            double factor = rows[row][column];
            if (row != pivot && Math.abs(factor) > ZERO) {
                for (int i = 0; i < rows[row].length; i++) {
                    rows[row][i] -= factor * rows[pivot][i];
                }
            }
        }
    }

    /** The least and the greatest value that an unknown count can have; infinite where there is no limit. */
    public double[] range(String count) {
        Simplex search = search();
        Integer target = columns.get(count);
        double lowest = least.getOrDefault(count, 0.0);
        if (target == null) {
            return new double[] {lowest, Double.POSITIVE_INFINITY};
        }
        double[] cost = new double[columns.size()];
        cost[target] = 1;
        double from = search.minimise(cost) + lowest;
        cost[target] = -1;
        return new double[] {from, lowest - search.minimise(cost)};
    }

    /** Over all counts that fit: the simplex method with Bland's rule, in two phases, the first once for all counts. */
    private Simplex search() {
        if (search == null) {
            double[][] rows = matrix();
            double[] shift = new double[columns.size()];
            columns.forEach((name, column) -> shift[column] = least.getOrDefault(name, 0.0));
            search = new Simplex(rows, shift).feasible();
        }
        return search;
    }
}
