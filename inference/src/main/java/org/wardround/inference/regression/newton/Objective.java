package org.wardround.inference.regression.newton;

import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.SumReader;

/** A log-likelihood that sites know together: how to ask about a point, and how to read the sum. Immutable. */
public interface Objective {
    /** How many coefficients a point has. */
    int size();

    /** A square of the information at or below this is rounding; 0 or more. */
    double negligible();

    Question question(String purpose, double[] point);

    Evaluation read(SumReader sum, double[] point);

    /** Whether Firth's penalty changes the score at all. */
    boolean isAdjusted();

    /** Asks for what Firth's penalty adds to the score; only where {@link #isAdjusted}. */
    Question adjustment(String purpose, double[] point, SymmetricMatrix inverseInformation);

    double[] readAdjustment(SumReader sum, double[] point);

    /** Whether the likelihood can grow without end. */
    boolean isSeparable();

    /** Asks which rows contradict two directions; only where {@link #isSeparable}. */
    Question separation(String purpose, double[] moving, double[] point);

    Separation readSeparation(SumReader sum, double[] moving, double[] point);
}
