package org.wardround.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.aggregate.Outlier;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.RoundLosses;
import org.wardround.core.strategy.TrainingProgress;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.Variable;
import org.wardround.core.text.Counted;
import org.wardround.core.vector.ArrayVector;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.OutcomeScale;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.learning.answer.FittedModel;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.ExternalValidation.Validated;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.Provenance;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.AggregationInfo;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Header;
import org.wardround.study.results.Limits;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.OutcomeInfo;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Results;
import org.wardround.study.results.RoundResult;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Training;
import org.wardround.study.results.VariableInfo;

/** Puts what a run found into the results that it leaves behind. */
final class RunReport {
    private static final String PRIVACY =
            "This was a simulation: one person held all rows, every update was plain, nothing was masked and no noise was added. "
                    + "The model and this report can carry traces of single patients.";

    private final StudyAsRun asRun;
    private final Study study;
    private final SimulationOptions options;
    private final InstantSource clock;
    private final Instant started;
    private final Subgroups subgroups;

    RunReport(StudyAsRun asRun, SimulationOptions options, InstantSource clock) {
        this.asRun = asRun;
        this.study = asRun.study();
        this.options = options;
        this.clock = clock;
        this.started = clock.instant();
        this.subgroups = Subgroups.of(study.evaluation().subgroups(), study.data());
    }

    RunOutput ofTraining(Analysis.Train train, Findings findings, Warnings warnings, AuditLog audit) {
        String reason = findings.trained().result().reason() == TrainingProgress.STOPPED_EARLY
                ? "the validation loss had stopped falling"
                : "all rounds were trained";
        Training.Stopping stopping = new Training.Stopping(
                train.training().rounds(),
                findings.rounds().size(),
                findings.trained().result().round(),
                reason);
        Made made = new Made(
                train.model(),
                train.training().strategy().name(),
                aggregation(train.training().strategy()),
                stopping,
                model(train.model(), findings));
        return output(made, disclosure(findings), findings, warnings, audit);
    }

    RunOutput ofFit(Analysis.Fit fit, Findings findings, Warnings warnings, AuditLog audit) {
        RegressionResult result = Objects.requireNonNull(findings.trained().regression());
        int iterations = result.fit().iterations();
        Training.Stopping stopping = new Training.Stopping(
                fit.newton().rounds(),
                iterations,
                iterations,
                "converged after " + Counted.of(iterations, "Newton step"));
        Disclosure disclosure = disclosure(findings);
        Regression regression = new RegressionResults(
                        study.data(), fit, disclosure, findings.compared().pooled() != null)
                .of(findings.trained().description(), result, findings.siteEstimates());
        ModelResult model = ModelResults.with(model(fit.model(), findings), result, regression);
        return output(
                new Made(fit.model(), Analysis.Fit.STRATEGY, AggregationInfo.MEAN, stopping, model),
                disclosure,
                findings,
                warnings,
                audit);
    }

    /** A model and how it came about. */
    private record Made(
            ModelSpec spec,
            String strategy,
            AggregationInfo aggregation,
            Training.Stopping stopping,
            ModelResult result) {}

    private ModelResult model(ModelSpec spec, Findings findings) {
        return new ModelResults(study.data(), spec)
                .of(findings.federated(), study.evaluation().threshold(), ModelResult.Recalibration.NONE);
    }

    private Disclosure disclosure(Findings findings) {
        return disclosure(new Disclosure.Content(
                findings.groups(),
                findings.sites(),
                findings.participation(),
                findings.federated(),
                others(findings.compared())));
    }

    private RunOutput output(Made made, Disclosure disclosure, Findings findings, Warnings warnings, AuditLog audit) {
        Evaluations evaluations = evaluations(evaluations(disclosure), findings);
        ComparisonResults comparing =
                new ComparisonResults(study.evaluation().primary(), disclosure, evaluations.federated());
        Results results = new Results(
                header(made.spec, made.strategy, made.aggregation),
                new SiteResults(disclosure).of(findings.sites(), findings.participation(), findings.snapshots()),
                new Training(rounds(findings), made.stopping, warnings.all()),
                made.result,
                evaluations,
                comparing.comparisons(findings),
                comparing.verdicts(findings),
                new Limits(privacy(), MissingParts.ofTraining(study, made.spec)),
                disclosure.table1());
        TrainedModel trained = trained(made.spec, findings);
        return new RunOutput(results, trained, CardText.of(study, results), asRun.text(), audit.lines());
    }

    RunOutput ofValidation(TrainedModel model, Validated validated, Warnings warnings, AuditLog audit) {
        Disclosure disclosure = disclosure(new Disclosure.Content(
                validated.groups(), validated.sites(), validated.participation(), validated.assessed(), List.of()));
        EvaluationResults evaluations = evaluations(disclosure);
        DecisionThreshold threshold = model.threshold();
        ModelResult result = new ModelResults(study.data(), model.model())
                .of(
                        validated.assessed(),
                        threshold == null ? study.evaluation().threshold() : threshold.rule(),
                        validated.recalibration() == null
                                ? ModelResult.Recalibration.NONE
                                : ModelResults.recalibration(
                                        validated.recalibration(),
                                        evaluations.metrics(
                                                validated.recalibration().after(), validated.assessed()),
                                        disclosure));
        Results results = new Results(
                header(model.model(), "", AggregationInfo.MEAN),
                new SiteResults(disclosure).of(validated.sites(), validated.participation(), validated.snapshots()),
                new Training(
                        List.of(),
                        new Training.Stopping(0, 0, 0, "nothing was trained: an existing model was evaluated"),
                        warnings.all()),
                result,
                Evaluations.of(evaluations.ofModel(validated.assessed())),
                Comparisons.NONE,
                new TreeMap<>(),
                new Limits(privacy(), MissingParts.ofValidation(study, model.model())),
                disclosure.table1());
        return new RunOutput(results, model, CardText.of(study, results), asRun.text(), audit.lines());
    }

    private EvaluationResults evaluations(Disclosure disclosure) {
        return new EvaluationResults(
                study.data().outcome().type(), study.evaluation().metrics(), subgroups, disclosure);
    }

    private Disclosure disclosure(Disclosure.Content content) {
        return new Disclosure(study.data(), subgroups, content);
    }

    private static List<Assessed> others(Comparators.Compared compared) {
        List<Assessed> others = new ArrayList<>();
        if (compared.pooled() != null) {
            others.add(compared.pooled());
        }
        others.addAll(compared.local().values());
        others.addAll(compared.leaveOneSiteOut().values());
        return others;
    }

    private Header header(ModelSpec model, String strategy, AggregationInfo aggregation) {
        OutcomeInfo outcome = new OutcomeInfo(
                study.data().outcome().name(),
                study.data().outcome().title(),
                study.data().outcome().type().yamlName(),
                study.data().outcome().unit());
        PlanInfo plan = new PlanInfo(
                model.type(),
                strategy,
                aggregation,
                study.evaluation().primary(),
                study.evaluation().margin());
        StudyInfo info =
                new StudyInfo(study.name(), study.purpose(), asRun.hash().hex(), outcome, plan, labels());
        double seconds = Duration.between(started, clock.instant()).toNanos() * 1e-9;
        RunInfo run = new RunInfo(options.seed(), options.threads(), started, seconds, RunEnd.COMPLETED);
        return new Header(RunKind.SIMULATION, info, run, Software.versions());
    }

    private Map<String, VariableInfo> labels() {
        Map<String, VariableInfo> labels = new LinkedHashMap<>();
        for (Variable variable : study.data().variables()) {
            labels.put(variable.name(), new VariableInfo(variable.label(), variable.unit()));
        }
        return labels;
    }

    private static List<RoundResult> rounds(Findings findings) {
        List<RoundLosses> history = findings.trained().result().history();
        List<RoundResult> rounds = new ArrayList<>();
        OutcomeScale scale = findings.trained().description().outcome();
        for (Findings.RoundRecord round : findings.rounds()) {
            // An exact regression knows its likelihood and no loss of each round.
            boolean measured = round.round() < history.size();
            double train = measured ? history.get(round.round()).trainLoss() : Double.NaN;
            double validation = measured ? history.get(round.round()).validationLoss() : Double.NaN;
            double norm = measured ? history.get(round.round()).updateNorm() : Double.NaN;
            rounds.add(new RoundResult(
                    round.round(),
                    new RoundResult.Losses(scale.lossTurnedBack(train), scale.lossTurnedBack(validation)),
                    new TreeSet<>(round.contributors()),
                    round.lost(),
                    new RoundResult.Step(
                            norm,
                            round.seconds(),
                            round.step().bound(),
                            reasons(round.step().outliers()))));
        }
        return rounds;
    }

    private static SortedMap<SiteId, String> reasons(SortedMap<SiteId, Outlier> outliers) {
        SortedMap<SiteId, String> reasons = new TreeMap<>();
        outliers.forEach((site, outlier) -> reasons.put(site, outlier.reason()));
        return reasons;
    }

    private static AggregationInfo aggregation(StrategySpec strategy) {
        String type = strategy.aggregation() instanceof RobustAggregation robust
                ? robust.yamlName()
                : AggregationInfo.MEAN.type();
        if (strategy.clip() instanceof StrategySpec.Clip.Adaptive) {
            return new AggregationInfo(type, AggregationInfo.Clip.ADAPTIVE);
        }
        boolean clipped = Double.isFinite(strategy.clip().initial());
        return new AggregationInfo(type, clipped ? AggregationInfo.Clip.FIXED : AggregationInfo.Clip.NONE);
    }

    private static Evaluations evaluations(EvaluationResults evaluations, Findings findings) {
        if (findings.federated().test().values().stream().allMatch(rows -> rows.rows() == 0)) {
            return Evaluations.of(Evaluation.NONE);
        }
        Assessed pooled = findings.compared().pooled();
        return new Evaluations(
                evaluations.ofModel(findings.federated()),
                pooled == null ? Evaluation.NONE : evaluations.of(pooled),
                each(evaluations, findings.compared().local()),
                each(evaluations, findings.compared().leaveOneSiteOut()));
    }

    private static SortedMap<SiteId, Evaluation> each(
            EvaluationResults evaluations, SortedMap<SiteId, Assessed> models) {
        SortedMap<SiteId, Evaluation> results = new TreeMap<>();
        models.forEach((site, assessed) -> results.put(site, evaluations.of(assessed)));
        return results;
    }

    private static Privacy privacy() {
        return new Privacy(false, Privacy.DifferentialPrivacy.NONE, PRIVACY);
    }

    private TrainedModel trained(ModelSpec spec, Findings findings) {
        FittedModel fitted = findings.federated().model();
        Encoding encoding = fitted.perSite()
                ? new Encoding.PerSite(findings.trained().description().sites())
                : new Encoding.Common(fitted.encoding());
        double probability = findings.federated().threshold();
        return new TrainedModel(
                spec.with(findings.trained().description().formula()),
                study.data(),
                encoding,
                ArrayVector.owning(fitted.parameters()),
                Double.isNaN(probability)
                        ? null
                        : new DecisionThreshold(study.evaluation().threshold(), probability),
                null,
                new Provenance(
                        study.name(),
                        asRun.hash(),
                        options.seed(),
                        new TreeSet<>(findings.participation().included().keySet()),
                        Software.names()));
    }
}
