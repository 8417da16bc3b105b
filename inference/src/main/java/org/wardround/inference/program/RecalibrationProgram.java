package org.wardround.inference.program;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Outcome;
import org.wardround.core.sum.Sum;
import org.wardround.core.task.TaskKind;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.evaluate.Evaluation;
import org.wardround.inference.evaluate.EvaluationDesign;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.Recalibration;
import org.wardround.inference.evaluate.ScoredRows;

/**
 * Fits the intercept and slope that recalibrate a model of a binary outcome, over all sites from the sum over validation rows (over test rows where no
 * site has a validation side) and at each site from its own, and evaluates the recalibrated model on the test rows.
 */
public final class RecalibrationProgram {
    private final Outcome outcome;
    private final EvaluationProgram.Asked asked;
    private final Rounds rounds;
    private final Side side;

    /** @param side whose rows it is fitted to */
    public RecalibrationProgram(Outcome outcome, EvaluationProgram.Asked asked, Side side, Rounds rounds) {
        this.outcome = outcome;
        this.asked = asked;
        this.side = side;
        this.rounds = rounds;
    }

    /**
     * What came of it.
     *
     * @param side whose rows it was fitted to
     * @param sites fitted to each site's rows alone
     * @param after figures of the recalibrated model over all test rows; of the model itself where nothing could be fitted
     */
    public record Recalibrated(
            Recalibration overall, SortedMap<SiteId, Recalibration> sites, Side side, Figures after) {}

    /**
     * @param threshold of the model; NaN where it has none
     */
    public Recalibrated of(Scorer model, double threshold) {
        Evaluation evaluation = evaluation(EvaluationDesign.plain(outcome));
        SortedMap<SiteId, ScoredRows> scored = scored(model, side);
        Map<SiteId, LocalUpdate> answers = new ConcurrentHashMap<>();
        SiteWork work = site -> evaluation.answer(BySite.get(scored, site));
        Sum sum = ask(evaluation, site -> {
            LocalUpdate answer = work.compute(site);
            answers.put(site, answer);
            return answer;
        });
        SortedMap<SiteId, Recalibration> sites = new TreeMap<>();
        // A run that was brought back from what came of its rounds has answered nothing.
        for (SiteId site : asked.members().atHand().keySet()) {
            LocalUpdate answer = answers.computeIfAbsent(site, work::compute);
            sites.put(site, Recalibration.of(evaluation, Evaluation.alone(answer)));
        }
        Recalibration overall = Recalibration.of(evaluation, sum);
        return new Recalibrated(overall, sites, side, after(model, threshold, overall));
    }

    private Figures after(Scorer model, double threshold, Recalibration recalibration) {
        Evaluation evaluation = evaluation(EvaluationDesign.of(outcome, threshold, 1));
        SortedMap<SiteId, ScoredRows> scored = scored(model, Side.TEST);
        Sum sum = ask(evaluation, site -> evaluation.answer(recalibrated(BySite.get(scored, site), recalibration)));
        return evaluation.figures(sum).get(0);
    }

    private static ScoredRows recalibrated(ScoredRows rows, Recalibration recalibration) {
        double[] scores = rows.scores().clone();
        for (int row = 0; row < scores.length; row++) {
            scores[row] = recalibration.apply(scores[row]);
        }
        return new ScoredRows(rows.scoresPerRow(), scores, rows.outcomes(), rows.events(), rows.patients());
    }

    private Evaluation evaluation(EvaluationDesign design) {
        return new Evaluation(design, asked.rows(), asked.members().size());
    }

    private SortedMap<SiteId, ScoredRows> scored(Scorer model, Side of) {
        return EvaluationProgram.score(model, asked.members(), of);
    }

    private Sum ask(Evaluation evaluation, SiteWork work) {
        return rounds.askAll(TaskKind.EVALUATE, new TreeSet<>(asked.members().sites()), evaluation.layout(), work);
    }
}
