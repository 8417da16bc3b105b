package org.wardround.simulation;

import java.util.List;
import java.util.SortedMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.program.EvaluationProgram;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Rounds;
import org.wardround.learning.answer.FittedModel;

/** Evaluates models at sites: a threshold from the sum over validation rows, figures from the sum over test rows. Thread-safe. */
final class Assessor {
    private final EvaluationProgram program;

    Assessor(DataDictionary dictionary, EvaluationSpec spec) {
        this.program = new EvaluationProgram(dictionary, spec);
    }

    /** A model and what it comes to. */
    record Assessed(FittedModel model, Evaluated found) {
        double threshold() {
            return found.threshold();
        }

        List<Figures> overall() {
            return found.overall();
        }

        SortedMap<SiteId, Figures> sites() {
            return found.sites();
        }

        SortedMap<SiteId, ScoredRows> test() {
            return found.test();
        }
    }

    /**
     * Chooses the threshold, and the bins for scores, on the validation rows of {@code home}, then evaluates on the test rows of {@code away}. Only a
     * binary outcome has either.
     */
    Assessed assess(FittedModel model, SortedMap<SiteId, Table> home, SortedMap<SiteId, Table> away, Rounds rounds) {
        return new Assessed(model, program.assess(model::score, asked(home), asked(away), rounds));
    }

    /** Evaluates on test rows with a threshold that is already known. */
    Assessed evaluate(
            FittedModel model, double threshold, String problem, SortedMap<SiteId, Table> away, Rounds rounds) {
        return new Assessed(model, program.evaluate(model::score, threshold, problem, asked(away), rounds));
    }

    private static EvaluationProgram.Asked asked(SortedMap<SiteId, Table> tables) {
        return EvaluationProgram.Asked.of(Members.of(tables));
    }

    /** The test rows of all sites with the model's scores. */
    static SortedMap<SiteId, ScoredRows> testRows(FittedModel model, SortedMap<SiteId, Table> tables) {
        return EvaluationProgram.score(model::score, Members.of(tables), Side.TEST);
    }
}
