package org.wardround.study.mapping;

/** Where a published split comes from. */
public sealed interface SplitSource {
    /** Nowhere: the keyed hash of the patient key decides. */
    record Hashed() implements SplitSource {}

    /** A column of the table (a joined one, too) with {@code train}, {@code validation} or {@code test}, possibly followed by more. */
    record Column(ColumnReference column) implements SplitSource {}

    /**
     * A file with the columns {@code site} and {@code fold} and one of {@code line_in_file} (counted from 1, header not included) or
     * the patient column; rows that it does not name are dropped and counted.
     */
    record File(SourceFile file) implements SplitSource {}
}
