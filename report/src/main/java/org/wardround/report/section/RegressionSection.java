package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.Interval;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Series;
import org.wardround.study.results.Count;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Regression.Fit;
import org.wardround.study.results.Regression.Robust;
import org.wardround.study.results.Results;

/** Coefficients of an exact regression with model-based and robust intervals, its tests, how well it fits, and remarks. */
final class RegressionSection implements Section {
    @Override
    public String id() {
        return "regression";
    }

    @Override
    public String title() {
        return "Regression";
    }

    @Override
    public List<Element> of(Results results) {
        Regression regression = results.model().regression();
        if (regression.isNone()) {
            return List.of();
        }
        List<Element> content = new ArrayList<>();
        content.add(Prose.paragraph(method(results)));
        content.add(coefficients(results));
        content.addAll(new RegressionTests(results).of());
        content.add(Prose.paragraph(fit(regression)));
        regression.notes().forEach(note -> content.add(Prose.note(sentence(note))));
        return content;
    }

    private static String sentence(String note) {
        return Character.toUpperCase(note.charAt(0)) + note.substring(1) + (note.endsWith(".") ? "" : ".");
    }

    private static String method(Results results) {
        Regression regression = results.model().regression();
        String family = switch (regression.method().family()) {
            case "logistic" -> "Logistic regression";
            case "poisson" -> "Poisson regression";
            case "cox" ->
                "Cox regression, stratified by hospital, %s’s method for ties"
                        .formatted(capital(regression.method().ties()));
            case "linear mixed" -> "Linear mixed model with a random intercept for each hospital (REML)";
            default -> "Linear regression";
        };
        String penalty = switch (regression.method().penalty()) {
            case "none" -> "without penalty";
            case "firth" -> "with Firth’s penalty";
            default -> "with a penalty (%s)".formatted(regression.method().penalty());
        };
        return "%s, %s. The estimates are the exact optimum, found from sums over all training rows (%s)%s."
                .formatted(
                        family,
                        penalty,
                        Figures.counted(regression.fit().rows(), "row"),
                        !regression.fit().events().equals(Count.of(0))
                                ? ", " + Figures.counted(regression.fit().events(), "event")
                                : "");
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Element coefficients(Results results) {
        Regression regression = results.model().regression();
        EffectScale scale = EffectScale.of(regression);
        Map<String, Coefficient> coefficients = results.model().coefficients();
        List<Double> ends = new ArrayList<>();
        coefficients.forEach((term, coefficient) -> {
            if (isRead(regression, term)) {
                Interval interval = EffectScale.interval(coefficient);
                ends.addAll(List.of(interval.value(), interval.low(), interval.high()));
            }
        });
        IntervalStrip strip = scale.strip(ends);
        boolean robust = !regression.robust().isEmpty();
        List<String> head =
                new ArrayList<>(List.of("Term", scale.title() + " (95 % interval)", "", "p", "Estimate (SE)"));
        if (robust) {
            head.addAll(List.of("Robust 95 % interval", "Robust p"));
        }
        DataTable table = new DataTable("coefficients regression", "Coefficients of the exact regression").head(head);
        Names names = Names.of(results);
        coefficients.forEach((term, coefficient) ->
                table.row(name(names, term, coefficient), cells(term, coefficient, regression, strip)));
        table.foot(List.of(
                Element.of("td"),
                Element.ofClass("td", "drawing")
                        .add(strip.axis(scale.title() + (scale.isRatio() ? ", log scale" : ""))),
                Element.of("td").with("colspan", Integer.toString(head.size() - 3))));
        return Prose.table(table.build(), legend(results, scale, robust));
    }

    private static String name(Names names, String term, Coefficient coefficient) {
        if (isIntercept(term)) {
            return "Intercept";
        }
        return Names.withUnit(names.term(term), coefficient.unit());
    }

    private static List<Element> cells(
            String term, Coefficient coefficient, Regression regression, IntervalStrip strip) {
        EffectScale scale = EffectScale.of(regression);
        Interval interval = EffectScale.interval(coefficient);
        boolean read = isRead(regression, term);
        Element drawing = Element.ofClass("td", "drawing");
        if (read) {
            drawing.add(strip.row(Series.FEDERATED, interval, term + ": " + scale.figures(interval)));
        }
        List<Element> cells = new ArrayList<>(List.of(
                DataTable.cell(read ? scale.figures(interval) : "").with("class", "figures"),
                drawing,
                DataTable.cell(Figures.p(coefficient.uncertainty().p())),
                DataTable.cell("%s (%s)"
                        .formatted(
                                Figures.quantity(coefficient.estimate()),
                                Figures.quantity(coefficient.uncertainty().standardError())))));
        Robust robust = regression.robust().get(term);
        if (robust != null) {
            cells.add(DataTable.cell(read ? bounds(scale, coefficient, robust) : ""));
            cells.add(DataTable.cell(Figures.p(robust.p())));
        }
        return cells;
    }

    private static String bounds(EffectScale scale, Coefficient coefficient, Robust robust) {
        double factor = EffectScale.perEstimate(coefficient);
        return scale.bounds(
                new Interval(coefficient.estimate() * factor, robust.low() * factor, robust.high() * factor));
    }

    private static String legend(Results results, EffectScale scale, boolean robust) {
        String unit = EffectScale.isPerUnit(results)
                ? "one unit of the variable (in its own unit), or of the level against the reference"
                : "one standard deviation of the variable at its own hospital";
        String effect = scale.isRatio()
                ? "%s: what %s multiplies the %s by, all else equal. ".formatted(scale.title(), unit, scale.quantity())
                : "Difference: what %s adds to the outcome, all else equal. ".formatted(unit);
        String estimate = results.model().standardise().equals("none")
                ? "Estimate: the same on the scale of the linear predictor, with its standard error."
                : "Estimate: on the scale of the linear predictor for one standard deviation (%s), with its standard error."
                        .formatted(results.model().moments());
        return effect + estimate + " Intervals and p by Wald’s method from the model-based covariance"
                + (robust ? "; robust: from the sandwich covariance, clustered by patient" : "")
                + (results.model().regression().curves().isEmpty()
                        ? ""
                        : ". Parts of a curve can’t be read alone and have no ratio: see the curves")
                + ". Associations in these records; none of them is shown to be an effect of treatment.";
    }

    private static String fit(Regression regression) {
        Fit fit = regression.fit();
        StringBuilder text =
                new StringBuilder("Fit: log %slikelihood %s (%s without terms), deviance %s, AIC %s, BIC %s; %s."
                        .formatted(
                                regression.method().family().equals("cox") ? "partial " : "",
                                Figures.fixed(fit.logLikelihood(), 2),
                                Figures.fixed(fit.nullLogLikelihood(), 2),
                                Figures.quantity(fit.deviance()),
                                Figures.fixed(fit.aic(), 1),
                                Figures.fixed(fit.bic(), 1),
                                Figures.counted(fit.iterations(), "Newton step")));
        if (!regression.variances().isNone()) {
            text.append(" Variance between hospitals %s, within %s; intraclass correlation %s (p %s)."
                    .formatted(
                            Figures.quantity(regression.variances().between()),
                            Figures.quantity(regression.variances().residual()),
                            Figures.fixed(regression.variances().intraclassCorrelation(), 3),
                            Figures.p(regression.variances().p())));
        } else if (regression.method().family().startsWith("linear")) {
            text.append(
                    " Residual standard deviation %s.".formatted(Figures.quantity(StrictMath.sqrt(fit.dispersion()))));
        }
        return text.toString();
    }

    /** Whether a coefficient says something by itself. */
    private static boolean isRead(Regression regression, String term) {
        return !isIntercept(term) && !regression.isCurved(term);
    }

    private static boolean isIntercept(String term) {
        return term.startsWith("intercept") || term.startsWith("(intercept)");
    }
}
