package org.wardround.inference.compare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.wardround.core.study.VariableType;

/**
 * The same rows under two models. Arrays are shared, not copied: do not write to them afterwards.
 *
 * @param type of the outcome
 * @param sites a number for each row's site: patients are told apart within a site, and concordance pairs rows of one site only
 */
public record PairedRows(VariableType type, ModelRows a, ModelRows b, int[] sites) {
    public PairedRows {
        boolean same = Arrays.equals(a.rows().outcomes(), b.rows().outcomes())
                && Arrays.equals(a.rows().events(), b.rows().events())
                && Arrays.equals(a.rows().patients(), b.rows().patients());
        if (!same || sites.length != a.rows().rows()) {
            throw new IllegalArgumentException("two models are compared on the same rows, in the same order");
        }
    }

    /** Rows of one site. */
    public static PairedRows ofSite(VariableType type, ModelRows a, ModelRows b) {
        return new PairedRows(type, a, b, new int[a.rows().rows()]);
    }

    int rows() {
        return sites.length;
    }

    double[] outcomes() {
        return a.rows().outcomes();
    }

    boolean isEvent(int row) {
        return a.rows().outcomes()[row] == 1;
    }

    /** For each row the number of its patient over all sites, 0-based in order of first appearance. */
    int[] clusters() {
        Map<Long, Integer> numbers = new HashMap<>();
        int[] clusters = new int[rows()];
        for (int row = 0; row < clusters.length; row++) {
            long key = ((long) sites[row] << Integer.SIZE) | (a.rows().patients()[row] & 0xFFFF_FFFFL);
            int next = numbers.size();
            clusters[row] = numbers.computeIfAbsent(key, unseen -> next);
        }
        return clusters;
    }

    /** The rows for which {@code test} holds. */
    int[] where(IntPredicate test) {
        return IntStream.range(0, rows()).filter(test).toArray();
    }

    PairedRows select(int[] chosen) {
        return new PairedRows(
                type,
                new ModelRows(a.rows().select(chosen), a.threshold()),
                new ModelRows(b.rows().select(chosen), b.threshold()),
                Arrays.stream(chosen).map(row -> sites[row]).toArray());
    }

    @Override
    public String toString() {
        return "PairedRows[%s]".formatted(type.yamlName());
    }
}
