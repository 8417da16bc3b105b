package org.wardround.inference.program;

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
import org.wardround.inference.evaluate.Evaluation;
import org.wardround.inference.evaluate.EvaluationDesign;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.evaluate.Thresholds;

/** Evaluates a model at its sites: a threshold and the bins for scores from the sum over validation rows, then figures from the sum over test rows. */
public final class EvaluationProgram {
    private final DataDictionary dictionary;
    private final EvaluationSpec spec;
    private final Subgroups subgroups;

    public EvaluationProgram(DataDictionary dictionary, EvaluationSpec spec) {
        this.dictionary = dictionary;
        this.spec = spec;
        this.subgroups = Subgroups.of(spec.subgroups(), dictionary);
    }

    /**
     * Sites that are asked about a model.
     *
     * @param rows that all of them have together, on all sides: a bound of every count
     */
    public record Asked(Members members, long rows) {
        /** Sites whose tables are all at hand. */
        public static Asked of(Members members) {
            return new Asked(
                    members,
                    members.atHand().values().stream()
                            .mapToLong(table -> table.rows())
                            .sum());
        }
    }

    /**
     * A model's evaluation.
     *
     * @param threshold NaN where there is none
     * @param thresholdProblem why none could be chosen; empty otherwise
     * @param overall figures over all sites, all rows first, then the study's subgroups
     * @param sites figures over all its rows of each site at hand
     * @param test test rows of each site at hand with the model's scores
     */
    public record Evaluated(
            double threshold,
            String thresholdProblem,
            List<Figures> overall,
            SortedMap<SiteId, Figures> sites,
            SortedMap<SiteId, ScoredRows> test) {}

    public Subgroups subgroups() {
        return subgroups;
    }

    /**
     * Chooses the threshold, and the bins for scores, on the validation rows of {@code home}, then evaluates on the test rows of {@code away}. Only a
     * binary outcome has either.
     */
    public Evaluated assess(Scorer model, Asked home, Asked away, Rounds rounds) {
        if (dictionary.outcome().type() != VariableType.BINARY) {
            return evaluate(model, Double.NaN, "", away, rounds);
        }
        Evaluation validation = evaluation(EvaluationDesign.plain(dictionary.outcome()), home);
        Sum sum = validate(model, validation, home, rounds);
        Thresholds.Choice choice = Thresholds.choose(spec.threshold(), validation, sum);
        return evaluate(
                model, design(probability(choice)).with(validation.refined(sum)), problem(choice), away, rounds);
    }

    /**
     * What an answer is rounded by: figures of the same rows have the same bits only on the same scale.
     *
     * @param rows of all sites on all sides
     * @param sites their number
     */
    public record Scale(long rows, int sites) {}

    /**
     * The same at one site by itself, by its own validation rows and test rows, without a round.
     *
     * @param scale on which test rows are evaluated
     */
    public Evaluated assessAlone(Scorer model, SiteId site, Table table, Scale scale) {
        double threshold = Double.NaN;
        String problem = "";
        EvaluationDesign design = design(threshold);
        if (dictionary.outcome().type() == VariableType.BINARY) {
            Evaluation validation = new Evaluation(EvaluationDesign.plain(dictionary.outcome()), table.rows(), 1);
            Sum sum = Evaluation.alone(validation.answer(model.score(site, table, Side.VALIDATION)));
            Thresholds.Choice choice = Thresholds.choose(spec.threshold(), validation, sum);
            threshold = probability(choice);
            problem = problem(choice);
            design = design(threshold).with(validation.refined(sum));
        }
        Evaluation evaluation = new Evaluation(design, scale.rows, scale.sites);
        ScoredRows scored = model.score(site, table, Side.TEST);
        Figures figures = evaluation
                .figures(Evaluation.alone(evaluation.answer(scored, subgroups.of(table, Side.TEST))))
                .get(0);
        return new Evaluated(
                threshold,
                problem,
                List.of(figures),
                new TreeMap<>(Map.of(site, figures)),
                new TreeMap<>(Map.of(site, scored)));
    }

    private static double probability(Thresholds.Choice choice) {
        return choice instanceof Thresholds.Choice.Chosen chosen ? chosen.probability() : Double.NaN;
    }

    private static String problem(Thresholds.Choice choice) {
        return choice instanceof Thresholds.Choice.Impossible impossible ? impossible.reason() : "";
    }

    /** Evaluates on test rows with a threshold that is already known. */
    public Evaluated evaluate(Scorer model, double threshold, String problem, Asked away, Rounds rounds) {
        return evaluate(model, design(threshold), problem, away, rounds);
    }

    private EvaluationDesign design(double threshold) {
        return EvaluationDesign.of(dictionary.outcome(), threshold, subgroups.count());
    }

    private static Evaluation evaluation(EvaluationDesign design, Asked asked) {
        return new Evaluation(design, asked.rows, asked.members.size());
    }

    private Evaluated evaluate(Scorer model, EvaluationDesign design, String problem, Asked away, Rounds rounds) {
        Evaluation evaluation = evaluation(design, away);
        Members members = away.members;
        SortedMap<SiteId, ScoredRows> scored = score(model, members, Side.TEST);
        Map<SiteId, LocalUpdate> answers = new ConcurrentHashMap<>();
        SiteWork work =
                site -> evaluation.answer(BySite.get(scored, site), subgroups.of(members.table(site), Side.TEST));
        Sum sum = rounds.askAll(TaskKind.EVALUATE, new TreeSet<>(members.sites()), evaluation.layout(), site -> {
            LocalUpdate answer = work.compute(site);
            answers.put(site, answer);
            return answer;
        });
        SortedMap<SiteId, Figures> sites = new TreeMap<>();
        // A run that was brought back from what came of its rounds has answered nothing.
        for (SiteId site : members.atHand().keySet()) {
            LocalUpdate answer = answers.computeIfAbsent(site, work::compute);
            sites.put(site, evaluation.figures(Evaluation.alone(answer)).get(0));
        }
        return new Evaluated(design.threshold(), problem, evaluation.figures(sum), sites, scored);
    }

    private static Sum validate(Scorer model, Evaluation validation, Asked home, Rounds rounds) {
        SortedMap<SiteId, ScoredRows> scored = score(model, home.members, Side.VALIDATION);
        return rounds.askAll(
                TaskKind.EVALUATE,
                new TreeSet<>(home.members.sites()),
                validation.layout(),
                site -> validation.answer(BySite.get(scored, site)));
    }

    /** The rows on a side of the sites at hand with the model's scores. */
    public static SortedMap<SiteId, ScoredRows> score(Scorer model, Members members, Side side) {
        SortedMap<SiteId, ScoredRows> scored = new TreeMap<>();
        members.atHand().forEach((site, table) -> scored.put(site, model.score(site, table, side)));
        return scored;
    }
}
