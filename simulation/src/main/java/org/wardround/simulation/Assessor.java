package org.wardround.simulation;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Sum;
import org.wardround.core.task.TaskKind;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.compare.ModelRows;
import org.wardround.inference.evaluate.Evaluation;
import org.wardround.inference.evaluate.EvaluationDesign;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.evaluate.Thresholds;

/** Evaluates models at sites: a threshold from the sum over validation rows, figures from the sum over test rows. Thread-safe. */
final class Assessor {
    private final DataDictionary dictionary;
    private final EvaluationSpec spec;
    private final Subgroups subgroups;

    Assessor(DataDictionary dictionary, EvaluationSpec spec) {
        this.dictionary = dictionary;
        this.spec = spec;
        this.subgroups = Subgroups.of(spec.subgroups(), dictionary);
    }

    /**
     * A model and what it comes to.
     *
     * @param threshold NaN where there is none
     * @param thresholdProblem why none could be chosen; empty otherwise
     * @param overall figures over all sites, all rows first, then the study's subgroups
     * @param sites each site's figures over all its rows
     * @param test each site's test rows with the model's scores
     */
    record Assessed(
            FittedModel model,
            double threshold,
            String thresholdProblem,
            List<Figures> overall,
            SortedMap<SiteId, Figures> sites,
            SortedMap<SiteId, ScoredRows> test) {
        ModelRows rowsOf(SiteId site) {
            return new ModelRows(BySite.get(test, site), threshold);
        }
    }

    Subgroups subgroups() {
        return subgroups;
    }

    /**
     * Chooses the threshold, and the bins for scores, on the validation rows of {@code home}, then evaluates on the test rows of {@code away}. Only a
     * binary outcome has either.
     */
    Assessed assess(FittedModel model, SortedMap<SiteId, Table> home, SortedMap<SiteId, Table> away, Rounds rounds) {
        if (dictionary.outcome().type() != VariableType.BINARY) {
            return evaluate(model, Double.NaN, "", away, rounds);
        }
        Evaluation validation =
                new Evaluation(EvaluationDesign.plain(dictionary.outcome()), mostRows(home), home.size());
        Sum sum = validate(model, validation, home, rounds);
        Thresholds.Choice choice = Thresholds.choose(spec.threshold(), validation, sum);
        double threshold = choice instanceof Thresholds.Choice.Chosen chosen ? chosen.probability() : Double.NaN;
        String problem = choice instanceof Thresholds.Choice.Impossible impossible ? impossible.reason() : "";
        return evaluate(model, design(threshold).with(validation.refined(sum)), problem, away, rounds);
    }

    /** Evaluates on test rows with a threshold that is already known. */
    Assessed evaluate(
            FittedModel model, double threshold, String problem, SortedMap<SiteId, Table> away, Rounds rounds) {
        return evaluate(model, design(threshold), problem, away, rounds);
    }

    private EvaluationDesign design(double threshold) {
        return EvaluationDesign.of(dictionary.outcome(), threshold, subgroups.count());
    }

    private Assessed evaluate(
            FittedModel model, EvaluationDesign design, String problem, SortedMap<SiteId, Table> away, Rounds rounds) {
        Evaluation evaluation = new Evaluation(design, mostRows(away), away.size());
        SortedMap<SiteId, ScoredRows> scored = score(model, away, Side.TEST);
        Map<SiteId, LocalUpdate> answers = new ConcurrentHashMap<>();
        Sum sum = rounds.askAll(TaskKind.EVALUATE, new TreeSet<>(away.keySet()), evaluation.layout(), site -> {
            LocalUpdate answer =
                    evaluation.answer(BySite.get(scored, site), subgroups.of(BySite.get(away, site), Side.TEST));
            answers.put(site, answer);
            return answer;
        });
        SortedMap<SiteId, Figures> sites = new TreeMap<>();
        new TreeMap<>(answers)
                .forEach((site, answer) -> sites.put(
                        site, evaluation.figures(Evaluation.alone(answer)).get(0)));
        return new Assessed(model, design.threshold(), problem, evaluation.figures(sum), sites, scored);
    }

    private static Sum validate(
            FittedModel model, Evaluation validation, SortedMap<SiteId, Table> home, Rounds rounds) {
        SortedMap<SiteId, ScoredRows> scored = score(model, home, Side.VALIDATION);
        return rounds.askAll(
                TaskKind.EVALUATE,
                new TreeSet<>(home.keySet()),
                validation.layout(),
                site -> validation.answer(BySite.get(scored, site)));
    }

    /** The test rows of all sites with the model's scores. */
    static SortedMap<SiteId, ScoredRows> testRows(FittedModel model, SortedMap<SiteId, Table> tables) {
        return score(model, tables, Side.TEST);
    }

    private static SortedMap<SiteId, ScoredRows> score(FittedModel model, SortedMap<SiteId, Table> tables, Side side) {
        SortedMap<SiteId, ScoredRows> scored = new TreeMap<>();
        tables.forEach((site, table) -> scored.put(site, model.score(site, table, side)));
        return scored;
    }

    private static long mostRows(SortedMap<SiteId, Table> tables) {
        return tables.values().stream().mapToLong(Table::rows).max().orElse(0);
    }
}
