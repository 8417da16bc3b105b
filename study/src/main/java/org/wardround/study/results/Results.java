package org.wardround.study.results;

import java.util.SortedMap;
import org.wardround.core.identity.SiteId;

/**
 * Everything that a run has found, as {@code results.json} holds it. Immutable; safe to share between threads.
 *
 * @param header what was run, when and with what
 * @param sites every site that was asked, left out or not
 * @param training rounds, stopping, warnings
 * @param model the final model
 * @param evaluations how good each model is
 * @param comparisons paired differences between models on the same test rows
 * @param verdicts by site; empty where no verdict could be asked for
 * @param limits what protects the patients, and what is missing from these results
 */
public record Results(
        Header header,
        SortedMap<SiteId, SiteResult> sites,
        Training training,
        ModelResult model,
        Evaluations evaluations,
        Comparisons comparisons,
        SortedMap<SiteId, SiteVerdict> verdicts,
        Limits limits) {
    /** The only version of the format that exists. */
    public static final int FORMAT_VERSION = 1;

    public Results {
        sites = Ordered.sorted(sites);
        verdicts = Ordered.sorted(verdicts);
    }
}
