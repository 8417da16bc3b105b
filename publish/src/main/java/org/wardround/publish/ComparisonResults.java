package org.wardround.publish;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdict;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Comparisons.Differences;
import org.wardround.study.results.Count;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.SiteVerdict;

/** Differences between models and the verdicts on them, as far as they may be published. Immutable. */
public final class ComparisonResults {
    private final Metric primary;
    private final Disclosure disclosure;
    private final Evaluation federated;

    /**
     * @param federated as published: what is suppressed there is suppressed here
     */
    public ComparisonResults(Metric primary, Disclosure disclosure, Evaluation federated) {
        this.primary = primary;
        this.disclosure = disclosure;
        this.federated = federated;
    }

    /** @param contribution of sites: the model minus the one without the site */
    public Comparisons comparisons(ModelDifferences found, SortedMap<SiteId, Comparison> contribution) {
        Comparisons.Comparison pooled = found.pooledOverall() == null
                ? Comparisons.Comparison.NONE
                : new Comparisons.Comparison(
                        EvaluationResults.differences(found.pooledOverall()), differences(found.pooled()));
        return new Comparisons(
                pooled, differences(found.local()), differences(found.leaveOneSiteOut()), contribution(contribution));
    }

    private SortedMap<SiteId, Differences> contribution(SortedMap<SiteId, Comparison> found) {
        SortedMap<SiteId, Differences> results = new TreeMap<>();
        found.forEach((site, comparison) -> results.put(
                site, new Differences(new TreeMap<>(Map.of(primary, EvaluationResults.difference(comparison))))));
        return results;
    }

    private SortedMap<SiteId, Differences> differences(SortedMap<SiteId, Map<Metric, Comparison>> found) {
        SortedMap<SiteId, Differences> results = new TreeMap<>();
        found.forEach((site, comparisons) -> {
            SortedMap<Metric, Difference> values = new TreeMap<>();
            comparisons.forEach((metric, comparison) -> values.put(
                    metric, isWithheld(site, metric) ? Difference.NONE : EvaluationResults.difference(comparison)));
            results.put(site, new Differences(values));
        });
        return results;
    }

    /** A difference of what is suppressed is suppressed too: the interval of two models that agree tells how few the rows are. */
    private boolean isWithheld(SiteId site, Metric metric) {
        return federated.at(site).find(metric).filter(MetricValue::isSuppressed).isPresent();
    }

    /**
     * By site.
     *
     * @param untrained sites whose own model could not be trained
     */
    public SortedMap<SiteId, SiteVerdict> verdicts(ModelDifferences found, Set<SiteId> untrained) {
        SortedMap<SiteId, SiteVerdict> results = new TreeMap<>();
        untrained.forEach(site -> results.put(site, cannotTell("the hospital's own model could not be trained")));
        found.verdicts()
                .forEach((site, verdict) -> results.put(
                        site,
                        isWithheld(site, primary)
                                ? cannotTell("the difference rests on few test patients and is suppressed")
                                : verdict(verdict, disclosure.count(disclosure.rows(site, Side.TEST)))));
        return results;
    }

    private SiteVerdict cannotTell(String why) {
        return new SiteVerdict(
                SiteVerdict.Verdict.CANNOT_TELL,
                primary,
                Difference.NONE,
                Double.NaN,
                Count.SUPPRESSED,
                "Cannot tell: %s.".formatted(why));
    }

    /** @param rows test rows of the site */
    private SiteVerdict verdict(Verdict verdict, Count rows) {
        return new SiteVerdict(
                SiteVerdict.Verdict.valueOf(verdict.kind().name()),
                primary,
                EvaluationResults.difference(verdict.comparison()),
                verdict.adjustedP(),
                rows,
                verdict.sentence());
    }
}
