package org.wardround.inference.regression.question;

import java.util.List;

/**
 * How columns are standardised inside a regression, {@code z = (x − centre)/scale}, and how an estimate comes back from there. Immutable.
 */
public final class Scaling {
    private final List<DesignColumn> columns;
    private final double[] centres;
    private final double[] scales;

    /**
     * @param scales above 0
     */
    public Scaling(List<DesignColumn> columns, double[] centres, double[] scales) {
        this.columns = List.copyOf(columns);
        this.centres = centres.clone();
        this.scales = scales.clone();
    }

    public List<DesignColumn> columns() {
        return columns;
    }

    public int size() {
        return columns.size();
    }

    public double centre(int column) {
        return centres[column];
    }

    public double scale(int column) {
        return scales[column];
    }

    /** The largest absolute value that a standardised column can have, by its declared range. */
    public double bound(int column) {
        DesignColumn declared = columns.get(column);
        double farthest = Math.max(declared.high() - centres[column], centres[column] - declared.low());
        return Math.max(0, farthest) / scales[column];
    }

    /**
     * The matrix that turns coefficients of standardised columns into those of the dataset's columns.
     *
     * @param intercept whether the first coefficient is the intercept
     */
    public double[][] back(boolean intercept) {
        int shift = intercept ? 1 : 0;
        double[][] transform = new double[size() + shift][size() + shift];
        if (intercept) {
            transform[0][0] = 1;
        }
        for (int column = 0; column < size(); column++) {
            transform[column + shift][column + shift] = 1 / scales[column];
            if (intercept) {
                transform[0][column + 1] = -centres[column] / scales[column];
            }
        }
        return transform;
    }
}
