package org.wardround.learning.model;

/**
 * A window on an order of rows: the rows {@code order[from] … order[to - 1]} of a dataset. A trainer moves one window over its batches instead of
 * making a new one for each. Mutable; not thread-safe.
 */
public final class Rows {
    private final int[] order;
    private int from;
    private int to;

    /** Starts empty. {@code order} is shared with the caller, who may reorder it between batches. */
    public Rows(int[] order) {
        this.order = order;
    }

    /** All of a dataset's rows in their order. */
    public static Rows all(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        Rows rows = new Rows(order);
        rows.move(0, count);
        return rows;
    }

    /** Moves the window. */
    public void move(int newFrom, int newTo) {
        if (newFrom < 0 || newFrom > newTo || newTo > order.length) {
            throw new IllegalArgumentException("no rows %d to %d among %d".formatted(newFrom, newTo, order.length));
        }
        from = newFrom;
        to = newTo;
    }

    public int count() {
        return to - from;
    }

    /** The dataset's row at position {@code index} of the window. */
    public int row(int index) {
        return order[from + index];
    }
}
