package org.wardround.inference.evaluate;

import java.util.Arrays;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/**
 * Rows with what a model says about them and what was true. Stays where it was made. The arrays are shared, not copied: neither the maker nor a
 * reader may write to them afterwards. {@code toString} shows no values.
 *
 * @param scoresPerRow 1; for a category as many as it has classes
 * @param scores row-major: probabilities of the event or of each class, predicted numbers, or risks (higher: earlier event)
 * @param outcomes 0/1, class positions, numbers, or times
 * @param events 1 or 0 for each row of a time, else empty
 * @param patients the patient's number of each row
 */
public record ScoredRows(int scoresPerRow, double[] scores, double[] outcomes, double[] events, int[] patients) {
    public ScoredRows {
        if (scores.length != outcomes.length * scoresPerRow) {
            throw new IllegalArgumentException(
                    "%d scores for %d rows of %d".formatted(scores.length, outcomes.length, scoresPerRow));
        }
        if (patients.length != outcomes.length || (events.length > 0 && events.length != outcomes.length)) {
            throw new IllegalArgumentException("every row needs a patient, and an event flag if its outcome is a time");
        }
        if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
            throw new FederationException(ErrorCode.NOT_FINITE, "the model's predictions are NaN or infinite");
        }
    }

    /** A dataset's rows with a model's scores. Throws a {@link FederationException} (NOT_FINITE) if a score is NaN or infinite. */
    public static ScoredRows of(Dataset dataset, double[] scores, int scoresPerRow) {
        return new ScoredRows(scoresPerRow, scores, dataset.outcomes(), dataset.events(), dataset.patients());
    }

    public int rows() {
        return outcomes.length;
    }

    /** The only score of a row. */
    double score(int row) {
        return scores[row];
    }

    /** The score of one class. */
    public double score(int row, int position) {
        return scores[row * scoresPerRow + position];
    }

    /** The class with the highest score; of equally high ones the first. */
    public int mostProbable(int row) {
        int best = 0;
        for (int k = 1; k < scoresPerRow; k++) {
            best = score(row, k) > score(row, best) ? k : best;
        }
        return best;
    }

    /** Those rows alone, in that order. */
    public ScoredRows select(int[] rows) {
        double[] chosen = new double[rows.length * scoresPerRow];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(scores, rows[i] * scoresPerRow, chosen, i * scoresPerRow, scoresPerRow);
        }
        return new ScoredRows(
                scoresPerRow,
                chosen,
                Arrays.stream(rows).mapToDouble(row -> outcomes[row]).toArray(),
                events.length == 0
                        ? events
                        : Arrays.stream(rows).mapToDouble(row -> events[row]).toArray(),
                Arrays.stream(rows).map(row -> patients[row]).toArray());
    }

    @Override
    public String toString() {
        return "ScoredRows[%d scores each]".formatted(scoresPerRow);
    }
}
