package org.wardround.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.study.results.Count;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Results;

/** Results of a training turned into those of an exact Cox regression of an age that bends, sex, and their like at two hospitals. */
final class InventedRegression {
    private static final SiteId NORTH = new SiteId("north");
    private static final SiteId SOUTH = new SiteId("south");

    private InventedRegression() {}

    static Results of(Results plain) {
        Map<String, Coefficient> coefficients = new LinkedHashMap<>();
        coefficients.put("age", coefficient(0.02, 0.01));
        coefficients.put("age'", coefficient(-0.01, 0.02));
        coefficients.put("sex", coefficient(0.7, 0.2));
        coefficients.put("sex:stage=II", coefficient(-3, 2.5));
        ModelResult model = plain.model();
        return new Results(
                plain.header(),
                plain.sites(),
                plain.training(),
                new ModelResult(
                        model.identity(),
                        "none",
                        ModelResult.ROUNDED,
                        coefficients,
                        ModelResult.Threshold.NONE,
                        ModelResult.Recalibration.NONE,
                        regression(coefficients)),
                plain.evaluations(),
                plain.comparisons(),
                plain.verdicts(),
                plain.limits());
    }

    private static Coefficient coefficient(double estimate, double error) {
        double low = estimate - 2 * error;
        double high = estimate + 2 * error;
        return new Coefficient(estimate, estimate, "", new ModelResult.Uncertainty(error, low, high, 0.04, low, high));
    }

    private static Regression regression(Map<String, Coefficient> coefficients) {
        Map<String, Regression.Robust> robust = new LinkedHashMap<>();
        Map<String, Regression.Test> tests = new LinkedHashMap<>();
        coefficients.forEach((term, each) -> {
            robust.put(term, new Regression.Robust(0.1, each.estimate() - 0.2, each.estimate() + 0.2, 0.05));
            tests.put(term, new Regression.Test(4.2, 1, 0, 0.04));
        });
        tests.put(Regression.Tests.ALL, new Regression.Test(20, 4, 0, 0.0005));
        List<Regression.CurvePoint> points = new ArrayList<>();
        for (int age = 40; age <= 70; age += 5) {
            points.add(new Regression.CurvePoint(
                    age, (age - 55) * 0.02, (age - 55) * 0.02 - 0.1, (age - 55) * 0.02 + 0.1));
        }
        return new Regression(
                new Regression.Method("cox", "none", "efron"),
                new Regression.Fit(
                        -400.25, -420, -400.25, 800.5, 840, 1, 808.5, 820, 4, 6, Count.of(900), Count.of(120)),
                new Regression.Tests(tests, tests, tests),
                robust,
                Regression.Variances.NONE,
                List.of(new Regression.BaselinePoint(365, 0.1, 0.905), new Regression.BaselinePoint(730, 0.3, 0.741)),
                Map.of("age", new Regression.Curve("years", 55, points)),
                Map.of("age", meta(0.02), "sex", meta(0.7)),
                List.of("site west has no fit of its own and is not in the meta-analysis: all censored"));
    }

    private static Regression.MetaAnalysis meta(double estimate) {
        SortedMap<SiteId, Regression.SiteEstimate> sites = new TreeMap<>();
        sites.put(NORTH, new Regression.SiteEstimate(estimate, 0.3, estimate - 0.6, estimate + 0.6));
        sites.put(SOUTH, new Regression.SiteEstimate(estimate + 1, 3, estimate - 5, estimate + 7));
        Regression.Pooled pooled = new Regression.Pooled(estimate, 0.25, estimate - 0.5, estimate + 0.5, 0.1);
        return new Regression.MetaAnalysis(
                pooled, pooled, new Regression.Heterogeneity(0.4, 1, 0.5, 0.25, 0.01), Double.NaN, Double.NaN, sites);
    }
}
