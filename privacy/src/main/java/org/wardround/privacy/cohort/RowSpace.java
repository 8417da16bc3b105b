package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * All combinations of some rows of numbers of {@link PrimeField}, as a basis in reduced echelon form: the first number of each row that is not 0 is 1, and 0 in all others. Not thread-safe.
 */
final class RowSpace {
    private final List<long[]> rows = new ArrayList<>();
    private final List<Integer> leads = new ArrayList<>();

    int rank() {
        return rows.size();
    }

    /** Shared: do not write. */
    List<long[]> rows() {
        return rows;
    }

    /** Where each row has its leading 1. */
    List<Integer> leads() {
        return leads;
    }

    boolean contains(long[] row) {
        return lead(rest(row)) < 0;
    }

    /** @return whether the row was no combination of those before */
    boolean add(long[] row) {
        long[] rest = rest(row);
        int lead = lead(rest);
        if (lead < 0) {
            return false;
        }
        long factor = PrimeField.inverse(rest[lead]);
        for (int i = lead; i < rest.length; i++) {
            rest[i] = PrimeField.multiply(rest[i], factor);
        }
        for (long[] other : rows) {
            subtract(other, rest, lead);
        }
        rows.add(rest);
        leads.add(lead);
        return true;
    }

    /**
     * A basis of the factors by which the numbers of each row add up to 0.
     *
     * @param length of the rows
     */
    List<long[]> vanishing(int length) {
        BitSet leading = new BitSet();
        leads.forEach(leading::set);
        List<long[]> basis = new ArrayList<>();
        for (int free = leading.nextClearBit(0); free < length; free = leading.nextClearBit(free + 1)) {
            long[] factors = new long[length];
            factors[free] = 1;
            for (int i = 0; i < rank(); i++) {
                factors[leads.get(i)] = PrimeField.subtract(0, rows.get(i)[free]);
            }
            basis.add(factors);
        }
        return basis;
    }

    private long[] rest(long[] row) {
        long[] rest = row.clone();
        for (int i = 0; i < rows.size(); i++) {
            subtract(rest, rows.get(i), leads.get(i));
        }
        return rest;
    }

    /** Takes from a row as much of another one that it is 0 where that one leads. */
    private static void subtract(long[] from, long[] row, int lead) {
        long factor = from[lead];
        for (int i = lead; factor != 0 && i < from.length; i++) {
            if (row[i] != 0) {
                from[i] = PrimeField.subtract(from[i], PrimeField.multiply(factor, row[i]));
            }
        }
    }

    private static int lead(long[] row) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                return i;
            }
        }
        return -1;
    }
}
