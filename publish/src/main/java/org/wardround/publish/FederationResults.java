package org.wardround.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Study;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.vector.ArrayVector;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.inference.program.RecalibrationProgram.Recalibrated;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Trained;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.publish.counts.CountsInWords;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.Provenance;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Count;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Limits;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Participation;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.Training;

/**
 * What a coordinator may publish of a run between hospitals: what follows from sums over all of them. Of single hospitals it knows who they are and
 * who answered.
 */
public final class FederationResults {
    private static final String PRIVACY =
            "Each hospital’s rows stayed with it; what left was sums of many patients, and the coordinator saw each hospital’s part in the clear before it added them: nothing was masked. ";

    private static final String MASKED_PRIVACY =
            "Each hospital’s rows stayed with it; what left was sums of many patients, each under masks that came off only when at least two thirds of the hospitals were added, so that the coordinator saw no hospital’s part by itself, as long as fewer than a third of the hospitals worked against one together with it. ";

    private static final String NO_NOISE =
            "No noise was added%s. The model and this report can carry traces of single patients.";

    private final StudyAsRun asRun;
    private final Study study;
    private final Course course;

    /**
     * How a run went.
     *
     * @param sites that joined
     * @param leftOut sites that were invited and did not join, with the reason
     * @param existing the model that the study validates; null where it trains one
     */
    public record Course(
            long seed,
            Instant started,
            Instant ended,
            SortedSet<SiteId> sites,
            SortedMap<SiteId, String> leftOut,
            RoundHistory history,
            @Nullable TrainedModel existing) {}

    public FederationResults(StudyAsRun asRun, Course course) {
        this.asRun = asRun;
        this.study = asRun.study();
        this.course = course;
    }

    /** @param audit lines of JSON that say how each round ended */
    public RunOutput of(RunProgram.Done done, List<String> audit) {
        ModelSpec spec = spec(done);
        Evaluated evaluated = done.evaluated();
        Subgroups subgroups = Subgroups.of(study.evaluation().subgroups(), study.data());
        Disclosure disclosure = Disclosure.of(
                study.data(), subgroups, new Disclosure.Totals(done.patients(), done.counts(), evaluated));
        EvaluationResults evaluations = new EvaluationResults(
                study.data().outcome().type(), study.evaluation().metrics(), subgroups, disclosure);
        PlanResults plan = new PlanResults(asRun, spec);
        Results found = new Results(
                plan.header(RunKind.FEDERATION, run()),
                sites(),
                training(plan, done),
                model(spec, done, evaluations, disclosure),
                hasTestRows(evaluated)
                        ? Evaluations.of(evaluations.ofModel(evaluated))
                        : Evaluations.of(Evaluation.NONE),
                Comparisons.NONE,
                new TreeMap<>(),
                new Limits(privacy(done.patients().tally()), MissingParts.ofFederation(study, spec)),
                disclosure.table1());
        Results results = Acceptance.of(found, study.evaluation());
        return new RunOutput(results, trained(done), CardText.of(study, results), asRun.text(), audit);
    }

    private Privacy privacy(GivenTally counts) {
        boolean masked = study.privacy().secureAggregation();
        Privacy.DifferentialPrivacy guarantee = PrivacyResults.of(study);
        return new Privacy(
                masked,
                guarantee,
                (masked ? MASKED_PRIVACY : PRIVACY)
                        + CountsInWords.statement(counts)
                        + (guarantee.isNone()
                                ? NO_NOISE.formatted(counts.noisedSites() == 0 ? "" : " to anything else")
                                : PrivacyResults.statement(guarantee)));
    }

    private static boolean hasTestRows(Evaluated evaluated) {
        Figures all = evaluated.overall().get(0);
        return all.metrics().values().stream().anyMatch(estimate -> estimate.n() > 0);
    }

    private ModelSpec spec(RunProgram.Done done) {
        if (study.analysis() instanceof Analysis.Train train) {
            return train.model();
        }
        return study.analysis() instanceof Analysis.Fit fit
                ? fit.model()
                : existing().model();
    }

    private TrainedModel existing() {
        return Objects.requireNonNull(course.existing, "a study that trains nothing names a model");
    }

    private RunInfo run() {
        double seconds = Duration.between(course.started, course.ended).toMillis() * 1e-3;
        return new RunInfo(course.seed, 1, course.started, seconds, RunEnd.COMPLETED);
    }

    /** The hospitals keep their numbers of rows. */
    private SortedMap<SiteId, SiteResult> sites() {
        SideCounts unknown = SideCounts.of(Count.SUPPRESSED, Count.SUPPRESSED, Count.SUPPRESSED);
        Flow flow = new Flow(
                Count.SUPPRESSED,
                List.of(),
                Count.SUPPRESSED,
                Count.SUPPRESSED,
                new Flow.Split(unknown, SideCounts.NONE));
        SortedMap<SiteId, SiteResult> results = new TreeMap<>();
        course.sites.forEach(site ->
                results.put(site, new SiteResult(Participation.INCLUDED, flow, Double.NaN, "", new TreeMap<>())));
        course.leftOut.forEach((site, reason) ->
                results.put(site, new SiteResult(Participation.leftOut(reason), flow, 0, "", new TreeMap<>())));
        return results;
    }

    private Training training(PlanResults plan, RunProgram.Done done) {
        RoundHistory history = course.history;
        RunWarnings warnings = new RunWarnings();
        warnings.leftOut(course.leftOut, course.sites.size());
        warnings.refused(history.refusals());
        warnings.droppedOut(history.dropouts(), history.askedRounds());
        Trained trained = done.trained();
        if (trained == null) {
            warnings.perhapsTrainedOn(course.sites, existing().provenance().sites());
            Recalibrated recalibrated = done.recalibrated();
            if (recalibrated != null) {
                about(warnings, recalibrated);
            }
            return new Training(List.of(), plan.stopping(0, null, null), warnings.all());
        }
        warnings.worseThanMean(done.evaluated(), trained.regression() != null);
        warnings.aboutThreshold("federated model", done.evaluated());
        return new Training(
                history.results(trained.result().history()),
                plan.stopping(history.rounds(), trained.result(), trained.regression()),
                warnings.all());
    }

    private static void about(RunWarnings warnings, Recalibrated recalibrated) {
        if (recalibrated.overall().slope() instanceof Estimate.Undefined undefined) {
            warnings.notRecalibrated(undefined.note());
        } else if (recalibrated.side() == org.wardround.core.dataset.Side.TEST) {
            warnings.recalibratedOnTestRows();
        }
    }

    private ModelResult model(
            ModelSpec spec, RunProgram.Done done, EvaluationResults evaluations, Disclosure disclosure) {
        double threshold = done.evaluated().threshold();
        Trained trained = done.trained();
        if (trained == null) {
            ModelResults results = new ModelResults(
                    study.data(), spec, existing().data().moments().yamlName());
            Recalibrated recalibrated = done.recalibrated();
            return results.of(
                    numbers(existing()),
                    threshold,
                    rule(existing()),
                    recalibrated == null
                            ? ModelResult.Recalibration.NONE
                            : ModelResults.recalibration(
                                    recalibrated,
                                    evaluations.metrics(recalibrated.after(), done.evaluated()),
                                    disclosure));
        }
        ModelResults.Numbers numbers = new ModelResults.Numbers(
                trained.parameters(), trained.description().federated(), isPerSite());
        ModelResult plain = new ModelResults(study.data(), spec, ModelResults.moments(study))
                .of(numbers, threshold, study.evaluation().threshold(), ModelResult.Recalibration.NONE);
        if (study.analysis() instanceof Analysis.Fit fit && trained.regression() != null) {
            return new RegressionResults(study.data(), fit, disclosure, false)
                    .addTo(plain, trained.description(), trained.regression(), SiteFits.NONE);
        }
        return plain;
    }

    private ThresholdRule rule(TrainedModel model) {
        DecisionThreshold threshold = model.threshold();
        return threshold == null ? study.evaluation().threshold() : threshold.rule();
    }

    private static ModelResults.Numbers numbers(TrainedModel model) {
        boolean perSite = model.encoding() instanceof Encoding.PerSite;
        return new ModelResults.Numbers(
                model.parameters().toArray(),
                model.encoding() instanceof Encoding.Common common
                        ? common.preprocessing()
                        : ((Encoding.PerSite) model.encoding())
                                .sites()
                                .values()
                                .iterator()
                                .next(),
                perSite);
    }

    private boolean isPerSite() {
        return study.data().standardisation() == Standardisation.SITE;
    }

    private @Nullable TrainedModel trained(RunProgram.Done done) {
        Trained trained = done.trained();
        if (trained == null) {
            return existing();
        }
        if (isPerSite()) {
            return null;
        }
        return trained(done, trained, new Encoding.Common(trained.description().federated()));
    }

    TrainedModel trained(RunProgram.Done done, Trained trained, Encoding encoding) {
        double probability = done.evaluated().threshold();
        return new TrainedModel(
                spec(done).with(trained.description().formula()),
                study.data(),
                encoding,
                ArrayVector.owning(trained.parameters()),
                Double.isNaN(probability)
                        ? null
                        : new DecisionThreshold(study.evaluation().threshold(), probability),
                null,
                new Provenance(study.name(), asRun.hash(), course.seed, course.sites, Software.names()));
    }
}
