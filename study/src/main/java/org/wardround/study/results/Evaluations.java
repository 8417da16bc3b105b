package org.wardround.study.results;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;

/**
 * How good each model is on test rows.
 *
 * @param federated the model of the run
 * @param pooled one model trained on all rows together; {@link Evaluation#NONE} where not asked for
 * @param local by the site whose rows alone trained the model
 * @param leaveOneSiteOut by the site that took no part in training; holds at least that site's test rows
 */
public record Evaluations(
        Evaluation federated,
        Evaluation pooled,
        SortedMap<SiteId, Evaluation> local,
        SortedMap<SiteId, Evaluation> leaveOneSiteOut) {
    public Evaluations {
        local = Ordered.sorted(local);
        leaveOneSiteOut = Ordered.sorted(leaveOneSiteOut);
    }

    /** The federated model stands alone. */
    public static Evaluations of(Evaluation federated) {
        return new Evaluations(federated, Evaluation.NONE, new TreeMap<>(), new TreeMap<>());
    }
}
