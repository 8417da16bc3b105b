package org.wardround.simulation;

import java.util.SortedMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Comparator;
import org.wardround.inference.program.ExactRegression;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.Watcher;

/** Makes models by exact regression. A model of pooled rows has one risk set; one over sites has a stratum for each. */
record ExactMaker(ExactRegression.Definition definition) implements ModelMaker {
    @Override
    public int steps() {
        return 0;
    }

    @Override
    public Experiment.Trained federated(SortedMap<SiteId, Table> tables, Rounds rounds, Watcher watcher) {
        return trained(new ExactRegression(definition, Members.of(tables), rounds, ExactRegression.Purpose.RESULT)
                .run(watcher));
    }

    @Override
    public Experiment.Trained comparator(Comparator kind, SortedMap<SiteId, Table> tables, Rounds rounds) {
        boolean ofOneSite = kind != Comparator.POOLED && tables.size() == 1;
        ExactRegression.Purpose purpose =
                ofOneSite ? ExactRegression.Purpose.COMPARISON_OF_ONE_SITE : ExactRegression.Purpose.COMPARISON;
        return trained(new ExactRegression(definition.forComparison(kind), Members.of(tables), rounds, purpose)
                .run(Watcher.NONE));
    }

    private Experiment.Trained trained(org.wardround.inference.program.Trained trained) {
        return Experiment.Trained.of(definition.dictionary(), definition.model(), trained);
    }
}
