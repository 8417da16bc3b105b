package org.wardround.study.results;

import java.util.List;
import org.wardround.core.study.AcceptanceCriterion;

/**
 * Whether the model reached what the study had asked of it.
 *
 * @param outcome over all figures: not met where one is not met, else cannot tell where one can't be told, else met
 * @param figures what was judged; empty where there is no such figure
 * @param because in words, one sentence
 */
public record AcceptanceResult(AcceptanceCriterion criterion, Outcome outcome, List<Judged> figures, String because) {
    public AcceptanceResult {
        figures = List.copyOf(figures);
    }

    /** The three answers. */
    public enum Outcome {
        /** The whole interval lies on the right side, its end included. */
        MET("met"),
        /** The whole interval lies on the wrong side. */
        NOT_MET("not met"),
        CANNOT_TELL("cannot tell");

        private final String jsonName;

        Outcome(String jsonName) {
            this.jsonName = jsonName;
        }

        public String jsonName() {
            return jsonName;
        }
    }

    /**
     * One figure against the criterion.
     *
     * @param where in words, such as a site's name
     * @param figure pointer into {@code results.json}, such as {@code /federated/overall/auroc}; empty where it holds no such figure
     */
    public record Judged(String where, String figure, Outcome outcome, String because) {}
}
