package org.wardround.data.cell;

/** Is told why a cell is not taken. */
@FunctionalInterface
public interface Refusal {
    /**
     * Refuses the cell.
     *
     * @param rule the same for all cells that break the same rule in the same column
     * @param message what is wrong and what to do, without the value: it is a patient's
     * @return NaN, so that a reader may return this call
     */
    double because(String rule, String message);
}
