package org.wardround.inference.evaluate;

import java.util.List;
import org.wardround.core.sum.Segment;

/** What is summed for one type of outcome, and what follows from it. */
sealed interface OutcomeSums permits BinarySums, CategorySums, NumberSums, CountSums, TimeSums {
    /** Number of rows, and of distinct patients at each site. */
    String UNITS = "units";

    /** The segments of one group of rows. */
    List<Segment> segments();

    /** A site's values for one group, in the order of the segments. */
    double[] tally(ScoredRows rows);

    Figures figures(GroupSum sum);

    /** The sums for the design's type of outcome, where any one site has 2^{@code rowBits} rows or fewer. */
    static OutcomeSums of(EvaluationDesign design, int rowBits) {
        ScoreGrid grid = design.grid();
        return switch (design.outcome().type()) {
            case BINARY -> new BinarySums(design.threshold(), grid, rowBits);
            case CATEGORY -> new CategorySums(design.outcome().levels(), grid, rowBits);
            case NUMBER -> new NumberSums(design.outcome(), rowBits);
            case TIME_TO_EVENT -> new TimeSums(rowBits);
            case INTEGER -> new CountSums(new NumberSums(design.outcome(), rowBits));
            case DATE -> throw new IllegalArgumentException("no outcome is a date");
        };
    }
}
