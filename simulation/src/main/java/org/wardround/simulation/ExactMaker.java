package org.wardround.simulation;

import java.util.SortedMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Comparator;

/** Makes models by exact regression. A model of pooled rows has one risk set; one over sites has a stratum for each. */
record ExactMaker(ExactRegression.Definition definition) implements ModelMaker {
    @Override
    public int steps() {
        return 0;
    }

    @Override
    public Experiment.Trained federated(SortedMap<SiteId, Table> tables, Rounds rounds, Experiment.Watcher watcher) {
        return new ExactRegression(definition, tables, rounds, ExactRegression.Purpose.RESULT).run(watcher);
    }

    @Override
    public Experiment.Trained comparator(Comparator kind, SortedMap<SiteId, Table> tables, Rounds rounds) {
        boolean ofOneSite = kind != Comparator.POOLED && tables.size() == 1;
        ExactRegression.Purpose purpose =
                ofOneSite ? ExactRegression.Purpose.COMPARISON_OF_ONE_SITE : ExactRegression.Purpose.COMPARISON;
        return new ExactRegression(definition.forComparison(kind), tables, rounds, purpose)
                .run(Experiment.Watcher.NONE);
    }
}
