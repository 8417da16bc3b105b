package org.wardround.simulation;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.Study;
import org.wardround.core.vector.Vector;
import org.wardround.data.table.MappedData;
import org.wardround.data.table.SiteData;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.Comparators.Compared;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.Workers;

/** Trains and evaluates one study over tables that are all at hand, as a federation of their hospitals would. */
final class TrainingSimulation {
    private final Study study;
    private final SimulationOptions options;
    private final Progress progress;
    private final AuditLog audit = new AuditLog();

    TrainingSimulation(Study study, SimulationOptions options, Progress progress) {
        this.study = study;
        this.options = options;
        this.progress = progress;
    }

    Findings run(Analysis.Train train, SortedMap<SiteId, SiteData> sites, @Nullable Vector initial) {
        Participation participation = Participation.of(sites, study.data().minimumPatients(), true);
        SortedMap<SiteId, Table> tables = participation.included();
        Experiment.Definition definition =
                new Experiment.Definition(study.data(), train.model(), train.training(), initial, options.seed());
        try (Workers workers = new Workers(options.threads())) {
            TrainingRun run = new TrainingRun(definition, progress, audit);
            Rounds rounds = run.rounds(workers, new Dropout(options.dropout(), options.seed()));
            Experiment.Trained trained = run.train(tables, rounds);
            Assessor assessor = new Assessor(study.data(), study.evaluation());
            Assessed federated = assessor.assess(trained.model(), tables, tables, rounds);
            Comparators comparators =
                    new Comparators(definition, study.evaluation().comparatorTraining(), tables, assessor);
            List<Comparator> kinds = study.evaluation().comparators();
            progress.stage("Training the models to compare with", comparators.count(kinds));
            Compared compared = comparators.run(kinds, workers, progress);
            Findings.Differences differences =
                    new Differing(study.data().outcome().type(), study.evaluation(), options.seed())
                            .between(federated, compared);
            return new Findings(
                    sites, participation, new TreeMap<>(), trained, run.records(), federated, compared, differences);
        }
    }
}
