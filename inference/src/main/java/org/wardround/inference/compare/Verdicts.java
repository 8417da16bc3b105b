package org.wardround.inference.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;

/**
 * Verdicts on the primary metric, one for each hospital and none over others.
 *
 * <ol>
 *   <li>Cannot tell: no comparison exists, or its method is not to be trusted with so few rows.
 *   <li>Equivalent: the paired interval lies wholly inside ±margin, also where it leaves out 0.
 *   <li>Better or worse: the interval leaves out 0 and the adjusted p is at most alpha. p is doubled, then corrected over the tested hospitals by
 *       Holm (1979).
 *   <li>Otherwise: cannot tell.
 * </ol>
 *
 * <p>p is doubled because each hospital is asked two questions, whether there is a difference and whether it is inside the margin, and because p is
 * no better than its approximations: over 10,000 single hospitals of 16 to 300 rows without a difference, plain p at 0.05 calls 5.2 % better or worse by
 * RMSE, 5.1 % by Brier score and log loss, 4.4 % by AUROC and 2.4 % by sensitivity; doubled, no metric calls more than 2.6 %.
 */
public final class Verdicts {
    private static final int QUESTIONS = 2;

    private final Metric metric;
    private final double margin;
    private final double alpha;

    private Verdicts(Metric metric, double margin, double alpha) {
        if (!(margin > 0) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "margin must be above 0 and alpha between 0 and 1, got %s and %s".formatted(margin, alpha));
        }
        this.metric = metric;
        this.margin = margin;
        this.alpha = alpha;
    }

    /** With alpha 0.05. */
    public static SortedMap<SiteId, Verdict> of(
            SortedMap<SiteId, Comparison> comparisons, Metric metric, double margin) {
        return of(comparisons, metric, margin, 0.05);
    }

    /**
     * One verdict for each hospital.
     *
     * @param comparisons at each hospital the federated model's metric minus the other model's
     * @param margin differences inside ±margin count as equivalent
     * @param alpha chance that any hospital at all is called better or worse where none is
     */
    public static SortedMap<SiteId, Verdict> of(
            SortedMap<SiteId, Comparison> comparisons, Metric metric, double margin, double alpha) {
        Verdicts verdicts = new Verdicts(metric, margin, alpha);
        SortedMap<SiteId, Double> adjusted = holm(comparisons);
        SortedMap<SiteId, Verdict> result = new TreeMap<>();
        comparisons.forEach((site, comparison) ->
                result.put(site, verdicts.verdict(comparison, adjusted.getOrDefault(site, Double.NaN))));
        return Collections.unmodifiableSortedMap(result);
    }

    /**
     * The verdict of one hospital that knows nobody else's p, with alpha 0.05: p is doubled, then multiplied by the number of hospitals (Bonferroni), which holds
     * whatever the others find and is never below Holm's.
     *
     * @param hospitals that are asked, this one among them
     */
    public static Verdict ofOneAmong(int hospitals, Comparison comparison, Metric metric, double margin) {
        double p = isTested(comparison) ? Math.min(1, hospitals * doubled(comparison)) : Double.NaN;
        return new Verdicts(metric, margin, 0.05).verdict(comparison, p);
    }

    private Verdict verdict(Comparison comparison, double adjustedP) {
        Verdict.Kind kind = kind(comparison, adjustedP);
        String sentence = new VerdictSentence(metric, margin, alpha).of(kind, comparison);
        return new Verdict(kind, comparison, adjustedP, sentence);
    }

    private static boolean isTested(Comparison comparison) {
        return comparison instanceof Comparison.Measured measured && measured.sufficient();
    }

    private static double doubled(Comparison comparison) {
        return Math.min(1, QUESTIONS * ((Comparison.Measured) comparison).p());
    }

    private Verdict.Kind kind(Comparison comparison, double adjustedP) {
        if (!(comparison instanceof Comparison.Measured measured) || !measured.sufficient()) {
            return Verdict.Kind.CANNOT_TELL;
        }
        if (-margin < measured.low() && measured.high() < margin) {
            return Verdict.Kind.EQUIVALENT;
        }
        boolean leavesOutZero = measured.low() > 0 || measured.high() < 0;
        if (!leavesOutZero || !(adjustedP <= alpha)) {
            return Verdict.Kind.CANNOT_TELL;
        }
        return measured.difference() > 0 == metric.higherIsBetter() ? Verdict.Kind.BETTER : Verdict.Kind.WORSE;
    }

    /** Adjusted p of the hospitals that have one; ties in p keep the order of names, which changes nothing. */
    private static SortedMap<SiteId, Double> holm(SortedMap<SiteId, Comparison> comparisons) {
        SortedMap<SiteId, Double> p = new TreeMap<>();
        comparisons.forEach((site, comparison) -> {
            if (isTested(comparison)) {
                p.put(site, doubled(comparison));
            }
        });
        List<SiteId> order = new ArrayList<>(p.keySet());
        order.sort(Comparator.comparingDouble(site -> p.getOrDefault(site, 1.0)));
        double largest = 0;
        for (int i = 0; i < order.size(); i++) {
            largest = Math.max(largest, Math.min(1, (order.size() - i) * p.getOrDefault(order.get(i), 1.0)));
            p.put(order.get(i), largest);
        }
        return p;
    }
}
