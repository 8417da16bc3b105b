package org.wardround.study.mapping;

/**
 * A column by name, or by its position counted from 1.
 *
 * @param name as in the header line; empty where the position is given
 * @param position counted from 1; 0 where the name is given
 */
public record ColumnReference(String name, int position) {
    public static final ColumnReference NONE = new ColumnReference("", 0);

    public static ColumnReference named(String name) {
        return new ColumnReference(name, 0);
    }

    public static ColumnReference at(int position) {
        return new ColumnReference("", position);
    }

    public boolean isNone() {
        return name.isEmpty() && position == 0;
    }

    /** For messages: {@code 'age'} or {@code column 3}. */
    @Override
    public String toString() {
        return position > 0 ? "column " + position : "'" + name + "'";
    }
}
