package org.wardround.inference.statistics;

/**
 * The finest histogram of a quantity: 2^{@code bits} cells of equal width from the lowest allowed value on. Cells of whole numbers hold one number
 * each; others are at most a millionth of the range wide. Cells are told by their number, so that no refinement can lose a value between two.
 */
record CellGrid(double low, double high, double width, int bits, boolean whole) {
    private static final int BITS = 21;

    static CellGrid of(Quantity quantity) {
        double range = quantity.range().width();
        double low = quantity.range().low();
        double high = quantity.range().high();
        if (quantity.whole() && range < 0x1p52) {
            int bits = Long.SIZE - Long.numberOfLeadingZeros((long) Math.ceil(range));
            return new CellGrid(low, high, 1, bits, true);
        }
        // A power of two, so that cells of all refinements have exact edges.
        double width = Math.scalb(1.0, Math.getExponent(range) + 1 - BITS);
        return new CellGrid(low, high, width, BITS, false);
    }

    /** The cell of a value of the range. */
    long cell(double value) {
        // The width is a power of two, or 1; what is rounded up to 0 lies below the range, and counts as its lowest.
        long cell = (long) ((value - low) * (1 / width));
        return Math.min((1L << bits) - 1, Math.max(0, cell));
    }

    /** The middle of a cell, or its only whole number. */
    double value(long cell) {
        return Math.min(high, low + (whole ? cell : (cell + 0.5) * width));
    }

    /** How far a value can be from the middle of its cell. */
    double error() {
        return whole ? 0 : width / 2;
    }
}
