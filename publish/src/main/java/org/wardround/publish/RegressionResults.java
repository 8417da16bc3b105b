package org.wardround.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.TimeGrid;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.program.Describe;
import org.wardround.inference.regression.meta.MetaAnalysis;
import org.wardround.inference.regression.meta.PooledEffect;
import org.wardround.inference.regression.result.BaselineCurve;
import org.wardround.inference.regression.result.Coefficient;
import org.wardround.inference.regression.result.FitFigures;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.TermTest;
import org.wardround.inference.regression.result.VarianceComponents;
import org.wardround.study.results.Count;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Regression;

/** Puts what an exact regression gave into the form of results. */
public final class RegressionResults {
    /** Nothing about 1 to 10 patients is published. */
    private static final long FEWEST_EVENTS = 11;

    private final DataDictionary dictionary;
    private final Analysis.Fit fit;
    private final Disclosure disclosure;
    private final boolean againstPooled;

    /** @param againstPooled whether the study compares with a pooled model */
    public RegressionResults(
            DataDictionary dictionary, Analysis.Fit fit, Disclosure disclosure, boolean againstPooled) {
        this.dictionary = dictionary;
        this.fit = fit;
        this.disclosure = disclosure;
        this.againstPooled = againstPooled;
    }

    /** The model with the fit beside it, and with standard errors, intervals and tests of its coefficients. */
    public ModelResult addTo(
            ModelResult model, Describe.Description description, RegressionResult result, SiteFits sites) {
        return ModelResults.with(
                model, tellsRows() ? List.of() : result.coefficients(), of(description, result, sites));
    }

    private Regression of(Describe.Description description, RegressionResult result, SiteFits sites) {
        return new Regression(
                method(),
                fit(result.fit()),
                new Regression.Tests(
                        countsAreHidden() ? Map.of() : tests(result.likelihoodRatio()),
                        countsAreHidden() ? Map.of() : tests(result.wald()),
                        tests(result.proportionalHazards())),
                tellsRows() ? Map.of() : robust(result.robust()),
                variances(result.variances()),
                baseline(result.baseline()),
                new EffectCurves(dictionary, description, result).curves(),
                metaAnalysis(sites.coefficients()),
                notes(result, sites));
    }

    /** The name of a coefficient in results. */
    static String name(Coefficient coefficient) {
        return coefficient.name().equals(Coefficient.INTERCEPT) ? ModelResults.INTERCEPT : coefficient.name();
    }

    private Regression.Method method() {
        boolean mixed = fit.model().formula().randomIntercept();
        String ties = fit.model() instanceof ModelSpec.Cox ? fit.newton().ties().yamlName() : "";
        return new Regression.Method(fit.model().type() + (mixed ? " mixed" : ""), penalty(), ties);
    }

    private String penalty() {
        NewtonSpec.Penalty penalty = fit.newton().penalty();
        if (penalty instanceof NewtonSpec.Penalty.Ridge ridge) {
            return "ridge " + ridge.lambda();
        }
        return penalty instanceof NewtonSpec.Penalty.Firth ? "firth" : "none";
    }

    /**
     * Whether rows or events of all sites are suppressed. Then the model without terms, which is a function of them alone, is not told, nor what gives it
     * away: tests against it, BIC beside AIC, residual degrees of freedom.
     */
    private boolean countsAreHidden() {
        return rows().isSuppressed() || disclosure.trainingEvents().isSuppressed();
    }

    /**
     * Whether the rows are suppressed and the fit is one of a number: its likelihood, its dispersion and the width of its intervals are functions of how
     * many rows there are.
     */
    private boolean tellsRows() {
        return countsAreHidden() && dictionary.outcome().type().isQuantity();
    }

    private Count rows() {
        return disclosure.count(disclosure.rows(Side.TRAIN));
    }

    private Regression.Fit fit(FitFigures figures) {
        boolean hidden = countsAreHidden();
        boolean tells = tellsRows();
        return new Regression.Fit(
                tells ? Double.NaN : figures.logLikelihood(),
                hidden ? Double.NaN : figures.nullLogLikelihood(),
                tells ? Double.NaN : figures.penalisedLogLikelihood(),
                figures.deviance(),
                hidden ? Double.NaN : figures.nullDeviance(),
                tells ? Double.NaN : figures.dispersion(),
                tells ? Double.NaN : figures.aic(),
                hidden ? Double.NaN : figures.bic(),
                figures.parameters(),
                figures.iterations(),
                rows(),
                disclosure.trainingEvents());
    }

    private static Map<String, Regression.Test> tests(List<TermTest> tests) {
        Map<String, Regression.Test> results = new LinkedHashMap<>();
        tests.forEach(test -> results.put(test.term(), test(test)));
        return results;
    }

    private static Regression.Test test(TermTest test) {
        return new Regression.Test(test.statistic(), test.degrees(), test.residualDegrees(), test.p());
    }

    private static Map<String, Regression.Robust> robust(List<Coefficient> coefficients) {
        Map<String, Regression.Robust> results = new LinkedHashMap<>();
        coefficients.forEach(each -> results.put(
                name(each), new Regression.Robust(each.standardError(), each.low(), each.high(), each.p())));
        return results;
    }

    private static Regression.Variances variances(@Nullable VarianceComponents variances) {
        return variances == null
                ? Regression.Variances.NONE
                : new Regression.Variances(
                        variances.residual(),
                        variances.between(),
                        variances.intraclassCorrelation(),
                        variances.test().p());
    }

    private List<Regression.BaselinePoint> baseline(@Nullable BaselineCurve curve) {
        List<Regression.BaselinePoint> points = new ArrayList<>();
        if (curve != null) {
            curve.coarsened(FEWEST_EVENTS, width(dictionary.outcome()))
                    .points()
                    .forEach(point -> points.add(
                            new Regression.BaselinePoint(point.time(), point.cumulativeHazard(), point.survival())));
        }
        return points;
    }

    /** Of the steps of a published curve: months, or what the study's grid is coarser; where time is not counted in days, a hundredth of its range. */
    private static double width(Outcome outcome) {
        Range range = Objects.requireNonNull(outcome.range(), "a time declares its range");
        double coarse = TimeGrid.MONTH.step(outcome.unit()).orElse(range.high() / 100);
        return Math.max(coarse, outcome.grid().step(outcome.unit()).orElse(coarse));
    }

    private static Map<String, Regression.MetaAnalysis> metaAnalysis(Map<String, MetaAnalysis> coefficients) {
        Map<String, Regression.MetaAnalysis> results = new LinkedHashMap<>();
        coefficients.forEach((name, meta) -> results.put(name, metaAnalysis(meta)));
        return results;
    }

    private static Regression.MetaAnalysis metaAnalysis(MetaAnalysis meta) {
        SortedMap<SiteId, Regression.SiteEstimate> sites = new TreeMap<>();
        meta.sites().forEach(site -> {
            Bounds bounds = Bounds.normal(site.estimate(), site.standardError());
            sites.put(
                    new SiteId(site.site()),
                    new Regression.SiteEstimate(site.estimate(), site.standardError(), bounds.low(), bounds.high()));
        });
        return new Regression.MetaAnalysis(
                pooled(meta.fixed()),
                pooled(meta.random()),
                new Regression.Heterogeneity(meta.q(), meta.degrees(), meta.qP(), meta.i2(), meta.tau2()),
                meta.predictionLow(),
                meta.predictionHigh(),
                sites);
    }

    private static Regression.Pooled pooled(PooledEffect effect) {
        return new Regression.Pooled(
                effect.estimate(), effect.standardError(), effect.low(), effect.high(), effect.p());
    }

    private List<String> notes(RegressionResult result, SiteFits sites) {
        List<String> notes = new ArrayList<>(result.notes());
        if (countsAreHidden()) {
            notes.add(
                    "the model without terms, BIC and the tests of terms are not shown: the suppressed count of rows or events would follow from them");
        }
        if (tellsRows()) {
            notes.add(
                    "standard errors, intervals, likelihood and dispersion are not shown: the suppressed count of rows would follow from them");
        }
        if (fit.model() instanceof ModelSpec.Cox && againstPooled) {
            notes.add(
                    "the pooled model that it is held against has one risk set over all rows; the federated one has a risk set for each site");
        }
        sites.failures()
                .forEach((site, reason) -> notes.add(
                        "site %s has no fit of its own and is not in the meta-analysis: %s".formatted(site, reason)));
        if (fit.newton().penalty() instanceof NewtonSpec.Penalty.Ridge
                && !sites.coefficients().isEmpty()) {
            notes.add(
                    "each hospital's own fit has the same ridge penalty, which draws the estimates of small hospitals further towards 0");
        }
        return notes;
    }
}
