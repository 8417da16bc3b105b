package org.wardround.simulation;

import java.util.SortedMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.data.table.SiteData;
import org.wardround.publish.ModelDifferences;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.SiteFits;
import org.wardround.publish.table.Groups;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.Comparators.Compared;

/**
 * All that a simulation found, before it is put into results.
 *
 * @param snapshots hashes of the included sites' snapshots
 * @param rounds in order
 * @param siteEstimates of sites' own fits; empty without exact regression
 * @param groups Table 1 before it is published
 */
record Findings(
        SortedMap<SiteId, SiteData> sites,
        Participation participation,
        SortedMap<SiteId, Sha256> snapshots,
        Experiment.Trained trained,
        RoundHistory rounds,
        Assessed federated,
        Compared compared,
        ModelDifferences differences,
        SiteFits siteEstimates,
        Groups groups) {}
