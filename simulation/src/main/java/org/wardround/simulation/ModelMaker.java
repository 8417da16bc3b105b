package org.wardround.simulation;

import java.util.SortedMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Comparator;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.Watcher;

/** How a study's models are made from tables: the federated one, and in the same way those that it is held against. Immutable. */
interface ModelMaker {
    /** How many rounds to expect at most; 0 where it isn't known. */
    int steps();

    /** Makes the federated model, watched. */
    Experiment.Trained federated(SortedMap<SiteId, Table> tables, Rounds rounds, Watcher watcher);

    /**
     * Makes a model to compare with.
     *
     * @param tables what it is made from: one site's, all but one, or all rows as one table
     */
    Experiment.Trained comparator(Comparator kind, SortedMap<SiteId, Table> tables, Rounds rounds);
}
