package org.wardround.simulation;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.vector.Vector;
import org.wardround.data.table.SiteData;
import org.wardround.inference.program.ExactRegression;
import org.wardround.inference.program.RegressionDesign;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.Comparing;
import org.wardround.publish.ModelDifferences;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.SiteFits;
import org.wardround.publish.table.Groups;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.Comparators.Compared;
import org.wardround.simulation.exchange.Workers;

/** Trains and evaluates one study over tables that are all at hand, as a federation of their hospitals would. One run each. */
final class TrainingSimulation {
    private final Study study;
    private final SimulationOptions options;
    private final Progress progress;
    private final AuditLog audit = new AuditLog();
    private final Warnings warnings;

    TrainingSimulation(Study study, SimulationOptions options, Progress progress) {
        this.study = study;
        this.options = options;
        this.progress = progress;
        this.warnings = new Warnings(study.data());
    }

    AuditLog audit() {
        return audit;
    }

    Warnings warnings() {
        return warnings;
    }

    /**
     * @param initial parameters from the study's file; null: from the seed
     */
    Findings run(Analysis.Train train, SortedMap<SiteId, SiteData> sites, @Nullable Vector initial) {
        TrainingProgram.Definition definition =
                new TrainingProgram.Definition(study.data(), train.model(), train.training(), initial, options.seed());
        return run(
                new GradientMaker(definition, study.evaluation().comparatorTraining()),
                participation -> participation.requireFit(study, train.training()),
                sites,
                (trained, tables) -> SiteFits.NONE);
    }

    /** Exact regression. */
    Findings fit(Analysis.Fit fit, SortedMap<SiteId, SiteData> sites) {
        ExactRegression.Definition definition = new ExactRegression.Definition(study.data(), fit.model(), fit.newton());
        if (fit.model() instanceof ModelSpec.Cox) {
            warnings.stratified();
        }
        Requirement requirement = participation -> participation.requireFit(
                study.data(), fit.newton(), study.evaluation().comparators());
        return run(new ExactMaker(definition), requirement, sites, (trained, tables) -> {
            warnings.aboutTerms(tables, trained.description().formula());
            return new SiteEstimates(new RegressionDesign(definition, trained.description())).pool(tables);
        });
    }

    /** What single sites' own fits of the federated model give. */
    private interface SiteStage {
        SiteFits estimates(Experiment.Trained trained, SortedMap<SiteId, Table> tables);
    }

    /** Refuses tables that can't give what is asked. */
    private interface Requirement {
        void of(Participation participation);
    }

    private Findings run(
            ModelMaker maker, Requirement requirement, SortedMap<SiteId, SiteData> sites, SiteStage siteStage) {
        Participation participation = Participation.of(sites, study.data().minimumPatients(), true);
        requirement.of(participation);
        participation.requireHidden(options.sums() == Protection.MASKED);
        warnings.about(participation);
        warnings.about(options, study, participation, study.analysis() instanceof Analysis.Train);
        Snapshots snapshots = Snapshots.take(participation.included(), study.data());
        try (Workers workers = new Workers(options.threads())) {
            Models models = models(maker, snapshots.tables(), workers);
            warnings.about(snapshots.tables(), models.trained.description().federated());
            ModelDifferences differences = new Differing(
                            study.data().outcome().type(), study.evaluation(), options.seed())
                    .between(models.federated, models.compared, workers);
            return new Findings(
                    sites,
                    participation,
                    snapshots.hashes(),
                    models.trained,
                    models.rounds,
                    models.federated,
                    models.compared,
                    differences,
                    siteStage.estimates(models.trained, snapshots.tables()),
                    models.groups);
        }
    }

    /** The federated model and those it is held against. */
    private record Models(
            Experiment.Trained trained, RoundHistory rounds, Assessed federated, Compared compared, Groups groups) {}

    private Models models(ModelMaker maker, SortedMap<SiteId, Table> tables, Workers workers) {
        TrainingRun run = new TrainingRun(maker, progress, audit);
        Rounds rounds = run.rounds(workers, options);
        Experiment.Trained trained = run.train(tables, rounds);
        Assessor assessor = new Assessor(study.data(), study.evaluation());
        Assessed federated = assessor.assess(trained.model(), tables, tables, rounds);
        Groups groups = Description.groups(study.data(), tables, "", rounds, workers);
        warnings.refused(run.history().refusals());
        warnings.droppedOut(run.history().dropouts(), run.history().askedRounds());
        warnings.worseThanMean(federated.found(), trained.regression() != null);
        warnings.aboutThreshold("federated model", federated.found());
        List<Comparator> kinds = study.evaluation().comparators();
        Contributing contributing = new Contributing(
                new Comparing(study.data().outcome().type(), study.evaluation().metrics(), options.seed()),
                study.evaluation().primary(),
                federated);
        Comparators comparators = new Comparators(maker, tables, assessor, contributing);
        if (!kinds.isEmpty()) {
            progress.stage("Training the models to compare with", comparators.count(kinds));
        }
        Compared compared = comparators.run(kinds, workers, progress);
        warnings.untrained(compared.failures());
        compared.local()
                .forEach((site, local) ->
                        warnings.aboutThreshold(Comparators.name(Comparator.LOCAL, site), local.found()));
        return new Models(trained, run.history(), federated, compared, groups);
    }
}
