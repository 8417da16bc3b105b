package org.wardround.data.cell;

/** Turns the text of a cell, which is not missing, into the number that a table holds. Safe for concurrent use. */
@FunctionalInterface
public interface CellReader {
    /** The number, or what {@code refusal} returns where the text does not fit. */
    double read(String text, Refusal refusal);
}
