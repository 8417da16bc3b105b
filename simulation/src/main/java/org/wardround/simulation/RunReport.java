package org.wardround.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.vector.ArrayVector;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.learning.answer.FittedModel;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.Acceptance;
import org.wardround.publish.CardText;
import org.wardround.publish.ComparisonResults;
import org.wardround.publish.Disclosure;
import org.wardround.publish.EvaluationResults;
import org.wardround.publish.Measures;
import org.wardround.publish.MissingParts;
import org.wardround.publish.ModelResults;
import org.wardround.publish.PlanResults;
import org.wardround.publish.PrivacyResults;
import org.wardround.publish.RegressionResults;
import org.wardround.publish.RunOutput;
import org.wardround.publish.Software;
import org.wardround.publish.StudyAsRun;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.ExternalValidation.Validated;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.Provenance;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Limits;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.RunMeasures;
import org.wardround.study.results.Training;

/** Puts what a run found into the results that it leaves behind. */
final class RunReport {
    private static final String PRIVACY =
            "This was a simulation: one person held all rows, every update was plain, nothing was masked and no noise was added. "
                    + "The model and this report can carry traces of single patients.";

    private static final String MASKED_PRIVACY =
            "This was a simulation: one person held all rows. Sums were taken under masks as between hospitals, which hides nothing from that person; no noise was added. "
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
        return output(
                new Made(train.model(), model(train.model(), findings)),
                disclosure(findings),
                findings,
                warnings,
                audit);
    }

    RunOutput ofFit(Analysis.Fit fit, Findings findings, Warnings warnings, AuditLog audit) {
        RegressionResult result = Objects.requireNonNull(findings.trained().regression());
        Disclosure disclosure = disclosure(findings);
        ModelResult model = new RegressionResults(
                        study.data(), fit, disclosure, findings.compared().pooled() != null)
                .addTo(
                        model(fit.model(), findings),
                        findings.trained().description(),
                        result,
                        findings.siteEstimates());
        return output(new Made(fit.model(), model), disclosure, findings, warnings, audit);
    }

    /** A model and what is said of it. */
    private record Made(ModelSpec spec, ModelResult result) {}

    private ModelResult model(ModelSpec spec, Findings findings) {
        Assessed federated = findings.federated();
        return new ModelResults(study.data(), spec, ModelResults.moments(study))
                .of(
                        numbers(federated.model()),
                        federated.threshold(),
                        study.evaluation().threshold(),
                        ModelResult.Recalibration.NONE);
    }

    private static ModelResults.Numbers numbers(FittedModel fitted) {
        return new ModelResults.Numbers(fitted.parameters(), fitted.encoding(), fitted.perSite());
    }

    private Disclosure disclosure(Findings findings) {
        return disclosure(new Disclosure.Content(
                findings.groups(),
                Flows.of(findings.sites()),
                included(findings.participation()),
                findings.federated().found(),
                others(findings.compared())));
    }

    private static SortedSet<SiteId> included(Participation participation) {
        return new TreeSet<>(participation.included().keySet());
    }

    private RunOutput output(Made made, Disclosure disclosure, Findings findings, Warnings warnings, AuditLog audit) {
        Evaluations evaluations = evaluations(evaluations(disclosure), findings);
        ComparisonResults comparing =
                new ComparisonResults(study.evaluation().primary(), disclosure, evaluations.federated());
        PlanResults plan = new PlanResults(asRun, made.spec);
        Experiment.Trained trained = findings.trained();
        Results found = new Results(
                plan.header(RunKind.SIMULATION, run()),
                new SiteResults(disclosure).of(findings.sites(), findings.participation(), findings.snapshots()),
                new Training(
                        findings.rounds().results(trained.result().history()),
                        plan.stopping(findings.rounds().rounds(), trained.result(), trained.regression()),
                        warnings.all()),
                made.result,
                evaluations,
                comparing.comparisons(
                        findings.differences(), findings.compared().contribution()),
                comparing.verdicts(findings.differences(), untrained(findings)),
                new Limits(privacy(), MissingParts.ofTraining(study, made.spec)),
                disclosure.table1());
        Results results = Acceptance.of(found, study.evaluation());
        TrainedModel model = trained(made.spec, findings);
        return new RunOutput(results, model, CardText.of(study, results), asRun.text(), lines(results, audit));
    }

    /** What protected the run, then what left and what became of it. */
    private List<String> lines(Results results, AuditLog audit) {
        SortedSet<SiteId> sites = new TreeSet<>();
        results.sites().forEach((site, result) -> {
            if (result.participation().included()) {
                sites.add(site);
            }
        });
        List<String> lines = new ArrayList<>();
        lines.add(Measures.of(
                        RunKind.SIMULATION,
                        asRun,
                        sites,
                        options.sums() == Protection.MASKED,
                        audit.rings(),
                        RunMeasures.Counts.EXACT,
                        RunMeasures.Federation.NONE)
                .toJson());
        lines.addAll(audit.lines());
        return lines;
    }

    private static SortedSet<SiteId> untrained(Findings findings) {
        return findings.federated().sites().keySet().stream()
                .filter(site -> findings.compared().failures().containsKey(Comparators.name(Comparator.LOCAL, site)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    RunOutput ofValidation(TrainedModel model, Validated validated, Warnings warnings, AuditLog audit) {
        Disclosure disclosure = disclosure(new Disclosure.Content(
                validated.groups(),
                Flows.of(validated.sites()),
                included(validated.participation()),
                validated.assessed().found(),
                List.of()));
        EvaluationResults evaluations = evaluations(disclosure);
        DecisionThreshold threshold = model.threshold();
        Assessed assessed = validated.assessed();
        ModelResult result = new ModelResults(
                        study.data(), model.model(), model.data().moments().yamlName())
                .of(
                        numbers(assessed.model()),
                        assessed.threshold(),
                        threshold == null ? study.evaluation().threshold() : threshold.rule(),
                        validated.recalibration() == null
                                ? ModelResult.Recalibration.NONE
                                : ModelResults.recalibration(
                                        validated.recalibration(),
                                        evaluations.metrics(
                                                validated.recalibration().after(), assessed.found()),
                                        disclosure));
        PlanResults plan = new PlanResults(asRun, model.model());
        Results found = new Results(
                plan.header(RunKind.SIMULATION, run()),
                new SiteResults(disclosure).of(validated.sites(), validated.participation(), validated.snapshots()),
                new Training(List.of(), plan.stopping(0, null, null), warnings.all()),
                result,
                Evaluations.of(evaluations.ofModel(assessed.found())),
                Comparisons.NONE,
                new TreeMap<>(),
                new Limits(privacy(), MissingParts.ofValidation(study, model.model())),
                disclosure.table1());
        Results results = Acceptance.of(found, study.evaluation());
        return new RunOutput(results, model, CardText.of(study, results), asRun.text(), lines(results, audit));
    }

    private EvaluationResults evaluations(Disclosure disclosure) {
        return new EvaluationResults(
                study.data().outcome().type(), study.evaluation().metrics(), subgroups, disclosure);
    }

    private Disclosure disclosure(Disclosure.Content content) {
        return Disclosure.of(study.data(), subgroups, content);
    }

    private static List<Evaluated> others(Comparators.Compared compared) {
        List<Evaluated> others = new ArrayList<>();
        if (compared.pooled() != null) {
            others.add(compared.pooled().found());
        }
        compared.local().values().forEach(local -> others.add(local.found()));
        compared.leaveOneSiteOut().values().forEach(other -> others.add(other.found()));
        return others;
    }

    private RunInfo run() {
        double seconds = Duration.between(started, clock.instant()).toNanos() * 1e-9;
        return new RunInfo(options.seed(), options.threads(), started, seconds, RunEnd.COMPLETED);
    }

    private static Evaluations evaluations(EvaluationResults evaluations, Findings findings) {
        if (findings.federated().test().values().stream().allMatch(rows -> rows.rows() == 0)) {
            return Evaluations.of(Evaluation.NONE);
        }
        Assessed pooled = findings.compared().pooled();
        return new Evaluations(
                evaluations.ofModel(findings.federated().found()),
                pooled == null ? Evaluation.NONE : evaluations.of(pooled.found()),
                each(evaluations, findings.compared().local()),
                each(evaluations, findings.compared().leaveOneSiteOut()));
    }

    private static SortedMap<SiteId, Evaluation> each(
            EvaluationResults evaluations, SortedMap<SiteId, Assessed> models) {
        SortedMap<SiteId, Evaluation> results = new TreeMap<>();
        models.forEach((site, assessed) -> results.put(site, evaluations.of(assessed.found())));
        return results;
    }

    private Privacy privacy() {
        boolean masked = options.sums() == Protection.MASKED;
        Privacy.DifferentialPrivacy guarantee = PrivacyResults.of(study);
        if (!guarantee.isNone()) {
            return new Privacy(
                    masked,
                    guarantee,
                    "This was a simulation: one person held all rows. " + PrivacyResults.statement(guarantee));
        }
        return new Privacy(masked, guarantee, masked ? MASKED_PRIVACY : PRIVACY);
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
