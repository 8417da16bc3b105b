package org.wardround.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Count;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Header;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.Tables;

/** The page that a hospital of a federation keeps for itself. */
class HospitalPageTest {
    private static final SiteId OWN = new SiteId("hungary");

    @Test
    void it_says_that_it_stays_here_and_speaks_of_this_hospital_alone() {
        ParsedPage page = ParsedPage.of(Report.html(atHome()));

        assertThat(page.text())
                .contains("Wardround report of hungary")
                .contains("Kept at this hospital; not a release.")
                .contains("Compared with a model of its own rows alone,")
                .contains("tested with correction for asking at 4 hospitals (Bonferroni")
                .contains("Verdict for hungary")
                .contains("Each model on the test rows of hungary")
                .contains("multiplied by the number of hospitals in the run")
                .contains("of this hospital’s own patients; before the page goes to anyone else")
                .contains("Took part: cleveland, hungary, switzerland and va.")
                .doesNotContain("Holm)", "suppressed rows", "suppressed row read");
        assertThat(page.ids()).contains("verdict", "flow").doesNotContain("cross-site", "case-mix", "contribution");
    }

    /** As a run at four hospitals gives it to one of them. */
    private static Results atHome() {
        Results all = SampleResults.heart();
        Evaluation federated = all.evaluations().federated();
        Evaluation local = all.evaluations().local().get(OWN);
        SortedMap<SiteId, Evaluation> locals = new TreeMap<>();
        locals.put(OWN, new Evaluation(Metrics.NONE, only(local.sites()), Map.of(), Tables.NONE, new TreeMap<>()));
        return new Results(
                new Header(
                        RunKind.HOSPITAL,
                        all.header().study(),
                        all.header().run(),
                        all.header().versions()),
                sites(all),
                all.training(),
                all.model(),
                new Evaluations(
                        new Evaluation(
                                federated.overall(),
                                only(federated.sites()),
                                federated.subgroups(),
                                federated.overallTables(),
                                only(federated.siteTables())),
                        Evaluation.NONE,
                        locals,
                        new TreeMap<>()),
                new Comparisons(
                        Comparisons.Comparison.NONE, only(all.comparisons().federatedMinusLocal()), new TreeMap<>()),
                only(all.verdicts()),
                all.limits());
    }

    private static SortedMap<SiteId, SiteResult> sites(Results all) {
        SideCounts unknown = SideCounts.of(Count.SUPPRESSED, Count.SUPPRESSED, Count.SUPPRESSED);
        Flow flow = new Flow(
                Count.SUPPRESSED,
                List.of(),
                Count.SUPPRESSED,
                Count.SUPPRESSED,
                new Flow.Split(unknown, SideCounts.NONE));
        SortedMap<SiteId, SiteResult> sites = new TreeMap<>();
        all.sites()
                .forEach((site, result) -> sites.put(
                        site,
                        site.equals(OWN)
                                ? result
                                : new SiteResult(result.participation(), flow, Double.NaN, "", Map.of())));
        return sites;
    }

    private static <T> SortedMap<SiteId, T> only(SortedMap<SiteId, T> all) {
        SortedMap<SiteId, T> own = new TreeMap<>();
        own.put(OWN, all.get(OWN));
        return own;
    }
}
