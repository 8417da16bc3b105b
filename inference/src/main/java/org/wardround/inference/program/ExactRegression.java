package org.wardround.inference.program;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Side;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.ModelShape;
import org.wardround.core.strategy.TrainingProgress;
import org.wardround.core.strategy.TrainingResult;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.sum.Sum;
import org.wardround.core.task.TaskKind;
import org.wardround.core.vector.ArrayVector;
import org.wardround.inference.describe.PatientCellsPass;
import org.wardround.inference.regression.RegressionOutcome;
import org.wardround.inference.regression.RegressionRun;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.result.RegressionResult;

/**
 * One exact regression over one set of sites: describe, then Newton steps and what is worked out beside the fit, each a sum over all training rows of
 * all sites. Deterministic in its arguments.
 */
public final class ExactRegression {
    private final Definition definition;
    private final Members members;
    private final Rounds rounds;
    private final Purpose purpose;

    /**
     * @param members each with at least one training row
     */
    public ExactRegression(Definition definition, Members members, Rounds rounds, Purpose purpose) {
        this.definition = definition;
        this.members = members;
        this.rounds = rounds;
        this.purpose = purpose;
    }

    /** What the fit is for. */
    public enum Purpose {
        /** The study's result: tests, robust errors and the baseline are wanted beside it. */
        RESULT,
        COMPARISON,
        /** So of one site that nothing may be told which only its patients could have caused. */
        COMPARISON_OF_ONE_SITE
    }

    /** What is fitted and how. */
    public record Definition(DataDictionary dictionary, ModelSpec model, NewtonSpec newton) {
        /** At one site, or over rows that hide their sites, there is no intercept of each site. */
        public Definition forComparison(Comparator kind) {
            return kind == Comparator.LEAVE_ONE_SITE_OUT
                    ? this
                    : new Definition(dictionary, RegressionDesign.withoutSites(model), newton);
        }
    }

    /**
     * @throws FederationException {@code STUDY_UNFIT} where there is no fit, with all reasons
     */
    public Trained run(Watcher watcher) {
        Describe.Description description =
                new Describe(definition.dictionary(), definition.model().formula(), members).run(rounds);
        watcher.described(description);
        RegressionDesign design = new RegressionDesign(definition, description);
        UnfitWords words = new UnfitWords(definition.dictionary(), description);
        if (purpose != Purpose.COMPARISON_OF_ONE_SITE) {
            words.requireKnotsInData();
        }
        if (purpose == Purpose.RESULT) {
            words.requireManyBehindEachColumn();
            requireManyInEachCell(description, words);
        }
        SortedMap<SiteId, RegressionRows> rows = new TreeMap<>();
        members.atHand()
                .forEach((site, table) -> rows.put(site, design.rows(table, BySite.get(description.sites(), site))));
        RegressionOutcome outcome = ask(design, rows, watcher);
        if (outcome instanceof RegressionOutcome.Unfitted unfitted) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT,
                    purpose == Purpose.COMPARISON_OF_ONE_SITE ? UnfitWords.ofOneSite(unfitted) : words.of(unfitted));
        }
        return trained(description, ((RegressionOutcome.Fitted) outcome).result());
    }

    private void requireManyInEachCell(Describe.Description description, UnfitWords words) {
        if (definition.dictionary().moments() == MomentsRule.EXACT) {
            return;
        }
        PatientCellsPass pass = new PatientCellsPass(
                definition.dictionary(),
                description.federated(),
                members.size(),
                description.counts().patients(Side.TRAIN));
        words.requireManyInEachCell(pass.few(rounds.askAll(
                TaskKind.DESCRIBE,
                new TreeSet<>(members.sites()),
                pass.layout(),
                site -> pass.answer(members.table(site)))));
    }

    private RegressionOutcome ask(RegressionDesign design, SortedMap<SiteId, RegressionRows> rows, Watcher watcher) {
        RegressionRun run = RegressionRun.begin(design.spec(members.size(), purpose == Purpose.RESULT));
        Optional<Question> next = run.question();
        while (next.isPresent()) {
            Question question = next.get();
            Rounds.Ended<Sum> ended = rounds.ask(
                    TaskKind.FIT,
                    new Rounds.Invited(new TreeSet<>(members.sites()), members.size(), question.purpose()),
                    SumQuestion.Weighting.NONE,
                    question.layout(),
                    site -> question.answer(BySite.get(rows, site)));
            run = run.after(ended.answers());
            watcher.passEnded(question.purpose(), ended);
            next = run.question();
        }
        return run.outcome().orElseThrow();
    }

    private Trained trained(Describe.Description description, RegressionResult result) {
        int features = description.federated().features();
        ModelShape shape =
                ModelShape.of(definition.model(), definition.dictionary().outcome(), features);
        double[] parameters = RegressionDesign.parameters(result, features);
        TrainingResult training = new TrainingResult(
                ArrayVector.owning(parameters.clone()),
                result.fit().iterations(),
                List.of(),
                TrainingProgress.ALL_ROUNDS_TRAINED);
        return new Trained(description, parameters, shape, training, result);
    }
}
