package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Study;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdict;
import org.wardround.inference.compare.Verdicts;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.BySite;
import org.wardround.inference.program.Describing;
import org.wardround.inference.program.EvaluationProgram.Evaluated;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.program.RecalibrationProgram.Recalibrated;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Trained;
import org.wardround.inference.statistics.PatientRows;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.SiteFlow;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.model.Encoding;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Header;
import org.wardround.study.results.Limits;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Participation;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.SiteVerdict;
import org.wardround.study.results.Tables;
import org.wardround.study.results.Training;
import org.wardround.study.results.Warning;

/**
 * What one hospital of a federation may see of a run, at home: what the coordinator publishes, from the same sums, and beside it the hospital's own figures, of
 * which nothing is hidden. Kept where the rows are and released to nobody.
 */
public final class HospitalResults {
    private final StudyAsRun asRun;
    private final Study study;
    private final FederationResults.Course course;
    private final Own own;

    /**
     * What the hospital alone has.
     *
     * @param snapshot hash of the rows that every round read
     * @param local its own model on its own test rows; null where there is none
     * @param localProblem why there is none though the study asks for it; empty otherwise
     */
    public record Own(
            SiteId site,
            SiteFlow rows,
            Sha256 snapshot,
            @Nullable Evaluated local,
            String localProblem) {}

    public HospitalResults(StudyAsRun asRun, FederationResults.Course course, Own own) {
        this.asRun = asRun;
        this.study = asRun.study();
        this.course = course;
        this.own = own;
    }

    /** @param done as the hospital's own program came to it, with its rows at hand */
    public RunOutput of(RunProgram.Done done) {
        RunOutput all = new FederationResults(asRun, course).of(withoutSites(done), List.of());
        Evaluated federated = alone(done.evaluated());
        Disclosure disclosure = disclosure(done, federated);
        EvaluationResults evaluating = new EvaluationResults(
                study.data().outcome().type(),
                study.evaluation().metrics(),
                Subgroups.of(List.of(), study.data()),
                disclosure);
        Evaluation figures = evaluating.ofModel(federated);
        boolean tested = own.rows.flow().side(Side.TEST).rows() > 0;
        ModelDifferences differences = differences(done.evaluated());
        ComparisonResults comparing = new ComparisonResults(study.evaluation().primary(), disclosure, figures);
        Results totals = all.results();
        Header header = totals.header();
        Results found = new Results(
                new Header(RunKind.HOSPITAL, header.study(), header.run(), header.versions()),
                sites(totals, done, disclosure),
                new Training(totals.training().rounds(), totals.training().stopping(), warnings(totals)),
                model(totals.model(), done, disclosure),
                tested
                        ? new Evaluations(
                                beside(totals.evaluations().federated(), figures),
                                Evaluation.NONE,
                                local(evaluating),
                                new TreeMap<>())
                        : totals.evaluations(),
                tested ? comparing.comparisons(differences, new TreeMap<>()) : Comparisons.NONE,
                verdicts(comparing, differences),
                new Limits(
                        HospitalWords.privacy(course.sites(), totals.limits().privacy()),
                        HospitalWords.missing(study, totals)),
                HospitalTable.beside(totals.table1(), disclosure.table1()));
        Results results = Acceptance.of(found, study.evaluation());
        return new RunOutput(results, model(all.model(), done), CardText.of(study, results), asRun.text(), List.of());
    }

    /**
     * What the hospital may publish about itself, cleared; for a run of three hospitals or more without differential privacy.
     *
     * @param rounds of the run
     */
    public SiteFigures figures(RunProgram.Done done, String run, int rounds) {
        Evaluated evaluated = done.evaluated();
        return new SiteFigureResults(study, own.rows.flow().side(Side.TEST), done.counts())
                .of(
                        new SiteFigureResults.Heading(run, asRun.hash(), own.site, rounds),
                        new SiteFigureResults.Model(
                                BySite.get(evaluated.sites(), own.site),
                                evaluated.overall().get(0)),
                        own.local == null
                                ? null
                                : new SiteFigureResults.Model(BySite.get(own.local.sites(), own.site), null),
                        differences(evaluated).verdicts().get(own.site));
    }

    /** As the coordinator knows it. */
    private static RunProgram.Done withoutSites(RunProgram.Done done) {
        Evaluated evaluated = done.evaluated();
        Recalibrated recalibrated = done.recalibrated();
        return new RunProgram.Done(
                done.trained(),
                new Evaluated(
                        evaluated.threshold(),
                        evaluated.thresholdProblem(),
                        evaluated.overall(),
                        new TreeMap<>(),
                        new TreeMap<>()),
                recalibrated == null
                        ? null
                        : new Recalibrated(
                                recalibrated.overall(), new TreeMap<>(), recalibrated.side(), recalibrated.after()),
                done.counts(),
                done.patients());
    }

    /** On the hospital's own rows. */
    private Evaluated alone(Evaluated evaluated) {
        Figures figures = BySite.get(evaluated.sites(), own.site);
        return new Evaluated(
                evaluated.threshold(),
                evaluated.thresholdProblem(),
                List.of(figures),
                evaluated.sites(),
                evaluated.test());
    }

    private Disclosure disclosure(RunProgram.Done done, Evaluated federated) {
        GroupFigures patients = Describing.alone(study.data(), PatientRows.of(own.rows.table()))
                .run()
                .get(0);
        // Where figures of everybody are not of everybody, the table's are left out anyway: those of the hospital stand
        // in.
        GroupFigures everybody =
                done.patients().tally().isExact() ? done.patients().figures() : patients;
        return Disclosure.atHome(
                study.data(),
                new Disclosure.Content(
                        Groups.ofOneAmongOthers(study.data(), own.site, patients, everybody),
                        new TreeMap<>(Map.of(own.site, own.rows)),
                        new TreeSet<>(List.of(own.site)),
                        federated,
                        own.local == null ? List.of() : List.of(own.local)));
    }

    private SortedMap<SiteId, SiteResult> sites(Results totals, RunProgram.Done done, Disclosure disclosure) {
        SortedMap<SiteId, SiteResult> sites = new TreeMap<>(totals.sites());
        sites.put(
                own.site,
                new SiteResult(
                        Participation.INCLUDED,
                        disclosure.flow(own.site),
                        weight(done),
                        own.snapshot.hex(),
                        CaseMix.of(disclosure.table1(), own.site)));
        return sites;
    }

    private double weight(RunProgram.Done done) {
        long all = done.counts().rows(Side.TRAIN);
        return all == 0 ? 0 : (double) own.rows.flow().side(Side.TRAIN).rows() / all;
    }

    private List<Warning> warnings(Results totals) {
        List<Warning> warnings = new ArrayList<>(totals.training().warnings());
        if (!own.localProblem.isEmpty()) {
            warnings.add(new Warning(
                    "comparator-missing",
                    "",
                    "the local model of %s could not be trained: %s".formatted(own.site.words(), own.localProblem)));
        }
        if (own.local != null) {
            RunWarnings threshold = new RunWarnings();
            threshold.aboutThreshold("local model of " + own.site.words(), own.local);
            warnings.addAll(threshold.all());
        }
        return warnings;
    }

    private ModelResult model(ModelResult model, RunProgram.Done done, Disclosure disclosure) {
        Recalibrated recalibrated = done.recalibrated();
        return recalibrated == null || model.recalibration().isNone()
                ? model
                : model.with(new ModelResult.Recalibration(
                        model.recalibration().overall(),
                        ModelResults.fits(recalibrated, disclosure),
                        model.recalibration().fittedTo(),
                        model.recalibration().after()));
    }

    /** Totals of all, and what the hospital has itself. */
    private static Evaluation beside(Evaluation totals, Evaluation figures) {
        return new Evaluation(
                totals.overall(), figures.sites(), totals.subgroups(), totals.overallTables(), figures.siteTables());
    }

    private SortedMap<SiteId, Evaluation> local(EvaluationResults evaluating) {
        SortedMap<SiteId, Evaluation> local = new TreeMap<>();
        if (own.local != null) {
            // On its own rows: on all rows nobody knows it.
            Evaluation evaluation = evaluating.of(own.local);
            local.put(
                    own.site, new Evaluation(Metrics.NONE, evaluation.sites(), Map.of(), Tables.NONE, new TreeMap<>()));
        }
        return local;
    }

    private ModelDifferences differences(Evaluated evaluated) {
        SortedMap<SiteId, Map<Metric, Comparison>> local = new TreeMap<>();
        SortedMap<SiteId, Verdict> verdicts = new TreeMap<>();
        if (own.local != null) {
            EvaluationSpec spec = study.evaluation();
            Comparing comparing = new Comparing(study.data().outcome().type(), spec.metrics(), course.seed());
            Map<Metric, Comparison> all = comparing.at(own.site, evaluated, own.local);
            Comparison known = all.get(spec.primary());
            Comparison primary = known == null ? comparing.at(own.site, spec.primary(), evaluated, own.local) : known;
            local.put(own.site, all);
            verdicts.put(own.site, Verdicts.ofOneAmong(course.sites().size(), primary, spec.primary(), spec.margin()));
        }
        return new ModelDifferences(null, new TreeMap<>(), local, new TreeMap<>(), verdicts);
    }

    private SortedMap<SiteId, SiteVerdict> verdicts(ComparisonResults comparing, ModelDifferences differences) {
        TreeSet<SiteId> untrained = new TreeSet<>();
        if (!own.localProblem.isEmpty()) {
            untrained.add(own.site);
        }
        return comparing.verdicts(differences, untrained);
    }

    /** Where each hospital standardises by itself, a model that can be used at this one. */
    private @Nullable TrainedModel model(@Nullable TrainedModel common, RunProgram.Done done) {
        Trained trained = done.trained();
        if (common != null || trained == null) {
            return common;
        }
        return new FederationResults(asRun, course)
                .trained(
                        done,
                        trained,
                        new Encoding.PerSite(new TreeMap<>(Map.of(
                                own.site, BySite.get(trained.description().sites(), own.site)))));
    }

    /** Whether a hospital has a model of its own to make for a study. */
    public static boolean asksForLocal(Study study) {
        return study.evaluation().comparators().contains(Comparator.LOCAL);
    }
}
