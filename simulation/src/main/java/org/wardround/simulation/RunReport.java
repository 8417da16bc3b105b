package org.wardround.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.RoundLosses;
import org.wardround.core.strategy.TrainingProgress;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.vector.ArrayVector;
import org.wardround.inference.compare.Verdict;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.ExternalValidation.Validated;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.Provenance;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Comparisons.Differences;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Header;
import org.wardround.study.results.Limits;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.OutcomeInfo;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RoundResult;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Training;

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

    RunReport(StudyAsRun asRun, SimulationOptions options, InstantSource clock) {
        this.asRun = asRun;
        this.study = asRun.study();
        this.options = options;
        this.clock = clock;
        this.started = clock.instant();
    }

    RunOutput ofTraining(Analysis.Train train, Findings findings, Warnings warnings, AuditLog audit) {
        Assessor assessor = new Assessor(study.data(), study.evaluation());
        EvaluationResults evaluations = new EvaluationResults(
                study.data().outcome().type(), study.evaluation().metrics(), assessor.subgroups());
        ModelResult model = new ModelResults(study.data(), train.model())
                .of(findings.federated(), study.evaluation().threshold(), ModelResult.Recalibration.NONE);
        Results results = new Results(
                header(train.model(), train.training().strategy().name()),
                new SiteResults(study.data()).of(findings.sites(), findings.participation(), findings.snapshots()),
                training(train, findings, warnings),
                model,
                evaluations(evaluations, findings),
                comparisons(findings),
                verdicts(findings),
                limits(findings));
        TrainedModel trained = trained(train.model(), findings);
        return new RunOutput(results, trained, CardText.of(study, results), asRun.text(), audit.lines());
    }

    RunOutput ofValidation(TrainedModel model, Validated validated, Warnings warnings, AuditLog audit) {
        Assessor assessor = new Assessor(study.data(), study.evaluation());
        EvaluationResults evaluations = new EvaluationResults(
                study.data().outcome().type(), study.evaluation().metrics(), assessor.subgroups());
        DecisionThreshold threshold = model.threshold();
        ModelResult result = new ModelResults(study.data(), model.model())
                .of(
                        validated.assessed(),
                        threshold == null ? study.evaluation().threshold() : threshold.rule(),
                        validated.recalibration() == null
                                ? ModelResult.Recalibration.NONE
                                : ModelResults.recalibration(validated.recalibration()));
        Results results = new Results(
                header(model.model(), ""),
                new SiteResults(study.data()).of(validated.sites(), validated.participation(), validated.snapshots()),
                new Training(
                        List.of(),
                        new Training.Stopping(0, 0, 0, "nothing was trained: an existing model was evaluated"),
                        warnings.all()),
                result,
                Evaluations.of(evaluations.of(validated.assessed())),
                Comparisons.NONE,
                new TreeMap<>(),
                new Limits(privacy(), List.of()));
        return new RunOutput(results, model, CardText.of(study, results), asRun.text(), audit.lines());
    }

    private Header header(ModelSpec model, String strategy) {
        OutcomeInfo outcome = new OutcomeInfo(
                study.data().outcome().name(),
                study.data().outcome().title(),
                study.data().outcome().type().yamlName());
        PlanInfo plan = new PlanInfo(
                model.type(),
                strategy,
                study.evaluation().primary(),
                study.evaluation().margin());
        StudyInfo info =
                new StudyInfo(study.name(), study.purpose(), asRun.hash().hex(), outcome, plan);
        double seconds = Duration.between(started, clock.instant()).toNanos() * 1e-9;
        RunInfo run = new RunInfo(options.seed(), options.threads(), started, seconds, RunEnd.COMPLETED);
        return new Header(RunKind.SIMULATION, info, run, Software.versions());
    }

    private static Training training(Analysis.Train train, Findings findings, Warnings warnings) {
        List<RoundResult> rounds = new ArrayList<>();
        OutcomeScale scale = findings.trained().description().outcome();
        for (Findings.RoundRecord round : findings.rounds()) {
            RoundLosses losses = findings.trained().result().history().get(round.round());
            rounds.add(new RoundResult(
                    round.round(),
                    new RoundResult.Losses(
                            scale.lossTurnedBack(losses.trainLoss()), scale.lossTurnedBack(losses.validationLoss())),
                    new TreeSet<>(round.contributors()),
                    round.lost(),
                    new RoundResult.Step(losses.updateNorm(), round.seconds())));
        }
        String reason = findings.trained().result().reason() == TrainingProgress.STOPPED_EARLY
                ? "the validation loss had stopped falling"
                : "all rounds were trained";
        Training.Stopping stopping = new Training.Stopping(
                train.training().rounds(),
                rounds.size(),
                findings.trained().result().round(),
                reason);
        return new Training(rounds, stopping, warnings.all());
    }

    private static Evaluations evaluations(EvaluationResults evaluations, Findings findings) {
        Assessed pooled = findings.compared().pooled();
        return new Evaluations(
                evaluations.of(findings.federated()),
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

    private static Comparisons comparisons(Findings findings) {
        Findings.Differences found = findings.differences();
        Comparisons.Comparison pooled = found.pooledOverall() == null
                ? Comparisons.Comparison.NONE
                : new Comparisons.Comparison(
                        EvaluationResults.differences(found.pooledOverall()), differences(found.pooled()));
        return new Comparisons(pooled, differences(found.local()), differences(found.leaveOneSiteOut()));
    }

    private static SortedMap<SiteId, Differences> differences(
            SortedMap<
                            SiteId,
                            java.util.Map<org.wardround.core.study.Metric, org.wardround.inference.compare.Comparison>>
                    found) {
        SortedMap<SiteId, Differences> results = new TreeMap<>();
        found.forEach((site, comparisons) -> results.put(site, EvaluationResults.differences(comparisons)));
        return results;
    }

    private SortedMap<SiteId, SiteVerdict> verdicts(Findings findings) {
        SortedMap<SiteId, SiteVerdict> results = new TreeMap<>();
        findings.differences().verdicts().forEach((site, verdict) -> results.put(site, verdict(verdict)));
        return results;
    }

    private SiteVerdict verdict(Verdict verdict) {
        return new SiteVerdict(
                SiteVerdict.Verdict.valueOf(verdict.kind().name()),
                study.evaluation().primary(),
                EvaluationResults.difference(verdict.comparison()),
                verdict.adjustedP(),
                Math.toIntExact(verdict.comparison().n()),
                verdict.sentence());
    }

    private static Limits limits(Findings findings) {
        return new Limits(privacy(), List.of());
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
                spec,
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
