package org.wardround.study.results;

import java.util.Map;

/**
 * One site's part in a run.
 *
 * @param participation whether it took part
 * @param flow from rows read to rows used
 * @param weight share of all training rows, 0 to 1; NaN where the site's training rows are suppressed
 * @param snapshotSha256 of the table that every round read; empty for a site without one
 * @param variables the site's case mix, in the order of the study's dictionary
 */
public record SiteResult(
        Participation participation,
        Flow flow,
        double weight,
        String snapshotSha256,
        Map<String, VariableSummary> variables) {
    public SiteResult {
        variables = Ordered.kept(variables);
    }
}
