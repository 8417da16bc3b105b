package org.wardround.data.text;

/**
 * One row of a delimited file. The array is the row's own and is not copied: do not write to it.
 *
 * @param line where the row starts, counted from 1, header included
 * @param number of the row, counted from 1; header and empty lines are not counted
 */
public record Row(int line, int number, String[] fields) {
    /** The text of a field, counted from 0, without the spaces around it. */
    public String text(int field) {
        return fields[field].strip();
    }

    /** This row with further fields at its end. */
    public Row joined(String[] further) {
        String[] all = new String[fields.length + further.length];
        System.arraycopy(fields, 0, all, 0, fields.length);
        System.arraycopy(further, 0, all, fields.length, further.length);
        return new Row(line, number, all);
    }

    @Override
    public String toString() {
        return "Row[line " + line + "]";
    }
}
