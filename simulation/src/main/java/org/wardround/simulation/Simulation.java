package org.wardround.simulation;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.text.Counted;
import org.wardround.data.table.MappedData;
import org.wardround.inference.program.Describe;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Rounds;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.RunOutput;
import org.wardround.publish.StudyAsRun;
import org.wardround.publish.counts.CountMode;
import org.wardround.publish.counts.GivenTable;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.PublishedCorrelations;
import org.wardround.publish.table.TableOne;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.bundle.StartingPoint;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.results.Correlation;
import org.wardround.study.results.Table1;

/**
 * Runs a study over the tables of several hospitals in one process, as a federation of them would: the same rounds, the same sums, the same model
 * to the bit. A study that trains gives a model and holds it against others; one that names a model is an external validation of it.
 */
public final class Simulation {
    private Simulation() {}

    /**
     * @param clock says when the run started and how long it took; nothing else depends on it
     * @throws ProblemsException with all that is wrong with the study's data or files
     * @throws org.wardround.core.error.FederationException where the study can't be carried out on them
     */
    public static RunOutput run(SimulationRequest request, Progress progress, InstantSource clock) {
        Study study = request.study().study();
        RunReport report = new RunReport(StudyAsRun.of(request.study()), request.options(), clock);
        MappedData.Sites sites = read(study, request.mapping(), request.data(), progress);
        if (study.analysis() instanceof Analysis.Train train) {
            TrainingSimulation simulation = new TrainingSimulation(study, request.options(), progress);
            simulation.warnings().aboutReading(sites);
            Findings findings = simulation.run(
                    train, sites.sites(), StartingPoint.of(request.study()).initial());
            return report.ofTraining(train, findings, simulation.warnings(), simulation.audit());
        }
        if (study.analysis() instanceof Analysis.Fit fit) {
            TrainingSimulation simulation = new TrainingSimulation(study, request.options(), progress);
            simulation.warnings().aboutReading(sites);
            Findings findings = simulation.fit(fit, sites.sites());
            return report.ofFit(fit, findings, simulation.warnings(), simulation.audit());
        }
        TrainedModel model =
                Objects.requireNonNull(StartingPoint.of(request.study()).existing());
        return validate(new Validated(report, study, model), sites, request.options(), progress);
    }

    /**
     * Refuses what {@link #run} would refuse before it trains, from the tables alone: too few patients or sites, a quorum that can't be met, an
     * outcome or a variable that does not differ, nobody to judge by, ranges too wide for the sums.
     *
     * @throws org.wardround.core.error.FederationException with what is in the way
     */
    public static void check(Study study, MappedData.Sites sites) {
        boolean trains = !(study.analysis() instanceof Analysis.Validate);
        Participation participation =
                Participation.of(sites.sites(), study.data().minimumPatients(), trains);
        if (study.analysis() instanceof Analysis.Train train) {
            participation.requireFit(study, train.training());
            requireInformation(study, train.model(), participation);
        } else if (study.analysis() instanceof Analysis.Fit fit) {
            participation.requireFit(
                    study.data(), fit.newton(), study.evaluation().comparators());
            requireInformation(study, fit.model(), participation);
        } else {
            participation.requireTestRows(study.data(), "");
        }
    }

    private static void requireInformation(Study study, ModelSpec model, Participation participation) {
        Rounds rounds = new Rounds(
                new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
        new Describe(study.data(), model.formula(), Members.of(participation.included()))
                .run(rounds)
                .requireInformation();
    }

    /**
     * Evaluates a model on all rows of all sites' tables, which need not have had part in any study: whatever split the mapping names is set aside.
     *
     * @throws ProblemsException with all that is wrong with the tables
     */
    public static RunOutput evaluate(EvaluationRequest request, Progress progress, InstantSource clock) {
        StudyAsRun asRun = request.asRun();
        RunReport report = new RunReport(asRun, request.options(), clock);
        MappedData.Sites sites = read(asRun.study(), request.mappingWithoutSplit(), request.data(), progress);
        return validate(new Validated(report, asRun.study(), request.model()), sites, request.options(), progress);
    }

    /**
     * The patients of a study's sites, as they may be published.
     *
     * @param correlations of every two quantities, over all sites together
     */
    public record Described(Table1 table, List<Correlation> correlations) {
        public Described {
            correlations = List.copyOf(correlations);
        }
    }

    /**
     * Describes the patients of all sites that have enough of them: the Table 1 and the correlations that may be published.
     *
     * @param by the variable whose levels are strata, which must be coded; empty: no strata
     * @throws ProblemsException with all that is wrong with the study's data or files
     * @throws org.wardround.core.error.FederationException where no site can take part
     */
    public static Described table1(SimulationRequest request, String by, Progress progress) {
        DataDictionary dictionary = request.study().study().data();
        return described(request, progress, (tables, rounds, workers) -> {
            Groups groups = Description.groups(dictionary, tables, by, rounds, workers);
            return new Described(
                    new TableOne(groups, SmallCellRule.DEFAULT).publish(),
                    PublishedCorrelations.of(
                            groups, tables, Description.asking(tables, rounds), SmallCellRule.DEFAULT));
        });
    }

    /**
     * The patients of all sites that have enough of them, where every site gives its counts by this mode: the table that may be published of the sum. Noise is drawn anew each time.
     *
     * @throws ProblemsException with all that is wrong with the study's data or files
     * @throws org.wardround.core.error.FederationException where no site can take part
     */
    public static Table1 table1(SimulationRequest request, CountMode mode, Progress progress) {
        DataDictionary dictionary = request.study().study().data();
        return described(
                request,
                progress,
                (tables, rounds, workers) -> GivenTable.publish(
                        dictionary,
                        Description.given(dictionary, tables, mode.rule(dictionary), rounds),
                        SmallCellRule.DEFAULT));
    }

    /** What is asked about the patients of the tables. */
    private interface Asked<T> {
        T of(SortedMap<SiteId, Table> tables, Rounds rounds, Workers workers);
    }

    private static <T> T described(SimulationRequest request, Progress progress, Asked<T> asked) {
        Study study = request.study().study();
        MappedData.Sites sites = read(study, request.mapping(), request.data(), progress);
        Participation participation =
                Participation.of(sites.sites(), study.data().minimumPatients(), false);
        progress.stage(
                "Describing the patients of "
                        + Counted.of(participation.included().size(), "site"),
                1);
        try (Workers workers = new Workers(request.options().threads())) {
            Rounds rounds =
                    new Rounds(new InProcessExchange(workers, Dropout.NONE, new AuditLog()), Rounds.RoundLog.NONE);
            T found = asked.of(participation.included(), rounds, workers);
            progress.step("done");
            return found;
        }
    }

    /** What is validated and where it is reported. */
    private record Validated(RunReport report, Study study, TrainedModel model) {}

    private static RunOutput validate(
            Validated what, MappedData.Sites sites, SimulationOptions options, Progress progress) {
        ExternalValidation validation = new ExternalValidation(what.study, what.model, options, progress);
        validation.warnings().aboutReading(sites);
        return what.report.ofValidation(
                what.model, validation.run(sites.sites()), validation.warnings(), validation.audit());
    }

    private static MappedData.Sites read(Study study, Mapping mapping, Path data, Progress progress) {
        progress.stage("Reading the tables", 1);
        MappedData read = MappedData.read(study, mapping, data);
        if (read instanceof MappedData.Refused refused) {
            throw new ProblemsException(refused.problems());
        }
        MappedData.Sites sites = (MappedData.Sites) read;
        if (!sites.emptyCohorts().isEmpty()) {
            throw new ProblemsException(sites.emptyCohorts());
        }
        progress.step(Counted.of(sites.sites().size(), "site"));
        return sites;
    }
}
