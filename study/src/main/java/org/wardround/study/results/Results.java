package org.wardround.study.results;

import java.util.List;
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
 * @param table1 who the patients of the included sites are; {@link Table1#NONE} where that was not asked
 * @param acceptance what became of the study's criteria, in their order; empty where it has none
 */
public record Results(
        Header header,
        SortedMap<SiteId, SiteResult> sites,
        Training training,
        ModelResult model,
        Evaluations evaluations,
        Comparisons comparisons,
        SortedMap<SiteId, SiteVerdict> verdicts,
        Limits limits,
        Table1 table1,
        List<AcceptanceResult> acceptance) {
    /** The only version of the format that exists. */
    public static final int FORMAT_VERSION = 1;

    public Results {
        sites = Ordered.sorted(sites);
        verdicts = Ordered.sorted(verdicts);
        acceptance = List.copyOf(acceptance);
    }

    /** Results of a study without criteria of acceptance. */
    public Results(
            Header header,
            SortedMap<SiteId, SiteResult> sites,
            Training training,
            ModelResult model,
            Evaluations evaluations,
            Comparisons comparisons,
            SortedMap<SiteId, SiteVerdict> verdicts,
            Limits limits,
            Table1 table1) {
        this(header, sites, training, model, evaluations, comparisons, verdicts, limits, table1, List.of());
    }

    /** The same without a Table 1. */
    public Results(
            Header header,
            SortedMap<SiteId, SiteResult> sites,
            Training training,
            ModelResult model,
            Evaluations evaluations,
            Comparisons comparisons,
            SortedMap<SiteId, SiteVerdict> verdicts,
            Limits limits) {
        this(header, sites, training, model, evaluations, comparisons, verdicts, limits, Table1.NONE);
    }

    /** The same with a Table 1. */
    public Results withTable1(Table1 table) {
        return new Results(
                header, sites, training, model, evaluations, comparisons, verdicts, limits, table, acceptance);
    }

    /** The same with what became of the study's criteria. */
    public Results withAcceptance(List<AcceptanceResult> judged) {
        return new Results(header, sites, training, model, evaluations, comparisons, verdicts, limits, table1, judged);
    }
}
