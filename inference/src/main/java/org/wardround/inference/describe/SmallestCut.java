package org.wardround.inference.describe;

/** The smallest cut of a graph with weighted edges that parts what hangs together. */
final class SmallestCut {
    private SmallestCut() {}

    /**
     * The least weight above 0 that leaves the edges between some nodes and all others; 0 where there is none. Parts between which there is no edge are looked at each by itself.
     *
     * @param weights symmetric, 0 where there is no edge; changed
     * @see <a href="https://doi.org/10.1145/263867.263872">Stoer and Wagner 1997: A simple min-cut algorithm</a>
     */
    static long of(long[][] weights) {
        long least = 0;
        boolean[] merged = new boolean[weights.length];
        for (int nodes = weights.length; nodes > 1; nodes--) {
            Phase phase = Phase.of(weights, merged, nodes);
            // 0: the last one hangs together with none of the others, and joining it to one changes no cut of either.
            if (phase.cut > 0 && (least == 0 || phase.cut < least)) {
                least = phase.cut;
            }
            merge(weights, phase.last, phase.before);
            merged[phase.last] = true;
        }
        return least;
    }

    private static void merge(long[][] weights, int node, int into) {
        for (int other = 0; other < weights.length; other++) {
            weights[into][other] += weights[node][other];
            weights[other][into] = weights[into][other];
        }
        weights[into][into] = 0;
    }

    /** Nodes are taken in the order of what ties them to those before; what ties the last one is the smallest cut between it and the one before. */
    private record Phase(int before, int last, long cut) {
        static Phase of(long[][] weights, boolean[] merged, int nodes) {
            long[] ties = new long[weights.length];
            boolean[] taken = merged.clone();
            Phase phase = new Phase(-1, -1, 0);
            for (int step = 0; step < nodes; step++) {
                int next = -1;
                for (int node = 0; node < ties.length; node++) {
                    if (!taken[node] && (next < 0 || ties[node] > ties[next])) {
                        next = node;
                    }
                }
                phase = new Phase(phase.last, next, ties[next]);
                taken[next] = true;
                for (int node = 0; node < ties.length; node++) {
                    ties[node] += weights[next][node];
                }
            }
            return phase;
        }
    }
}
