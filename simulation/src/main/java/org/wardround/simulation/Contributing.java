package org.wardround.simulation;

import java.util.SortedMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.inference.compare.Comparison;
import org.wardround.learning.answer.FittedModel;
import org.wardround.publish.Comparing;
import org.wardround.simulation.Assessor.Assessed;

/**
 * What a site's rows did for the common model: the federated model minus the one that was trained without the site, by the primary metric on the test rows
 * of all sites together. Two sums that differ by one site, so in a simulation only. Thread-safe.
 */
record Contributing(Comparing comparing, Metric primary, Assessed federated) {
    /**
     * @param threshold of the model without the site, chosen on the others' validation rows
     */
    Comparison of(FittedModel without, double threshold, SortedMap<SiteId, Table> tables) {
        return comparing.overall(primary, federated.found(), Assessor.testRows(without, tables), threshold);
    }
}
