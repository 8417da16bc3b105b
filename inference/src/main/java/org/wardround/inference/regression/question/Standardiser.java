package org.wardround.inference.regression.question;

/** Writes standardised rows of some columns, as passes read them. Not thread-safe to write, safe to share. */
public final class Standardiser {
    private final int[] columns;
    private final double[] centres;
    private final double[] inverses;
    /** Whether the columns stand side by side, as all of them do: then the compiler turns the loop into vector instructions. */
    private final boolean adjacent;

    /** @param columns positions in the dataset, ascending; written in that order */
    public Standardiser(Scaling scaling, int[] columns) {
        this.columns = columns.clone();
        this.centres = new double[columns.length];
        this.inverses = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            centres[i] = scaling.centre(columns[i]);
            inverses[i] = 1 / scaling.scale(columns[i]);
        }
        this.adjacent = columns.length > 0 && columns[columns.length - 1] - columns[0] == columns.length - 1;
    }

    /**
     * Writes a row's columns to {@code target} from {@code start} on.
     *
     * @param values row-major
     * @param rowStart the place of the row's first feature in {@code values}
     */
    public void write(double[] values, int rowStart, double[] target, int start) {
        if (adjacent) {
            int from = rowStart + columns[0];
            for (int i = 0; i < centres.length; i++) {
                target[start + i] = (values[from + i] - centres[i]) * inverses[i];
            }
        } else {
            for (int i = 0; i < columns.length; i++) {
                target[start + i] = (values[rowStart + columns[i]] - centres[i]) * inverses[i];
            }
        }
    }
}
