package org.wardround.simulation;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.TrainingSpec;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.inference.program.Watcher;

/**
 * Makes models by local training and averaging.
 *
 * @param ownTraining of local and pooled models; null: as the federated one
 */
record GradientMaker(
        TrainingProgram.Definition definition, @Nullable TrainingSpec ownTraining) implements ModelMaker {
    @Override
    public int steps() {
        return definition.training().rounds();
    }

    @Override
    public Experiment.Trained federated(SortedMap<SiteId, Table> tables, Rounds rounds, Watcher watcher) {
        return new Experiment(definition, tables, rounds).run(watcher);
    }

    @Override
    public Experiment.Trained comparator(Comparator kind, SortedMap<SiteId, Table> tables, Rounds rounds) {
        return new Experiment(definition.forComparison(kind, ownTraining), tables, rounds).run(Watcher.NONE);
    }
}
