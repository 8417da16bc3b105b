package org.wardround.inference.evaluate;

/** Counts of inserted ranks with sums over all lower ranks in logarithmic time (Fenwick 1994). Not thread-safe. */
final class RankCounts {
    private final double[] tree;
    private final double[] counts;
    private double total;

    RankCounts(int ranks) {
        tree = new double[ranks + 1];
        counts = new double[ranks];
    }

    void add(int rank) {
        counts[rank]++;
        total++;
        for (int node = rank + 1; node < tree.length; node += node & -node) {
            tree[node]++;
        }
    }

    /** How many inserted ranks are lower. */
    double below(int rank) {
        double sum = 0;
        for (int node = rank; node > 0; node -= node & -node) {
            sum += tree[node];
        }
        return sum;
    }

    double at(int rank) {
        return counts[rank];
    }

    double total() {
        return total;
    }
}
