package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.Interval;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Scale;
import org.wardround.report.plot.Series;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Results;

/** What the model has learned, for each term: on the training scale as a plot, for one unit of the variable as a ratio. */
final class CoefficientSection implements Section {
    @Override
    public String id() {
        return "coefficients";
    }

    @Override
    public String title() {
        return "Coefficients";
    }

    @Override
    public List<Element> of(Results results) {
        Map<String, Coefficient> coefficients = results.model().coefficients();
        if (coefficients.isEmpty() || !results.model().regression().isNone()) {
            return List.of();
        }
        Ratio ratio = Ratio.of(results);
        Names names = Names.of(results);
        List<Double> ends = new ArrayList<>();
        coefficients.forEach((term, coefficient) -> {
            if (!isIntercept(term)) {
                ends.add(coefficient.estimate());
            }
        });
        IntervalStrip strip = new IntervalStrip(Scale.robust(ends, List.of(0.0)), 0, 0);
        String scale = ratio.predictor(results) + (isStandardised(results) ? " per SD" : " per unit");
        List<String> head = ratio == Ratio.NONE
                ? List.of("Term", "Estimate", "", "For one unit", "Unit")
                : List.of("Term", "Estimate", "", "For one unit", ratio.title, "Unit");
        DataTable table = new DataTable("coefficients", "Coefficients of the " + Prose.modelName(results)).head(head);
        for (String suffix : suffixes(coefficients)) {
            if (!suffix.isEmpty()) {
                table.group(suffix.substring(2, suffix.length() - 1), head.size());
            }
            coefficients.forEach((term, coefficient) -> {
                if (term.endsWith(suffix)) {
                    String title = names.term(term.substring(0, term.length() - suffix.length()));
                    table.row(title, cells(term, names.term(term), coefficient, strip, ratio));
                }
            });
        }
        table.foot(axis(strip, scale, head.size()));
        return List.of(Prose.table(table.build(), legend(results, ratio, scale)));
    }

    /** What ends the terms of each class, {@code  (melanoma)}, as that class's intercept shows; of other outcomes nothing. */
    private static List<String> suffixes(Map<String, Coefficient> coefficients) {
        List<String> suffixes = coefficients.keySet().stream()
                .filter(term -> term.startsWith("intercept ("))
                .map(term -> term.substring("intercept".length()))
                .toList();
        return suffixes.isEmpty() ? List.of("") : suffixes;
    }

    private static List<Element> cells(
            String term, String title, Coefficient coefficient, IntervalStrip strip, Ratio ratio) {
        Element drawing = Element.ofClass("td", "drawing");
        if (!isIntercept(term)) {
            drawing.add(strip.row(
                    Series.FEDERATED,
                    Interval.point(coefficient.estimate()),
                    title + ": " + Figures.quantity(coefficient.estimate())));
        }
        List<Element> cells = new ArrayList<>(List.of(
                DataTable.cell(Figures.quantity(coefficient.estimate())),
                drawing,
                DataTable.cell(Figures.quantity(coefficient.perUnit()))));
        if (ratio != Ratio.NONE) {
            cells.add(DataTable.cell(ratio.of(coefficient)));
        }
        cells.add(DataTable.cell(coefficient.unit()).with("class", "words"));
        return cells;
    }

    private static List<Element> axis(IntervalStrip strip, String title, int columns) {
        return List.of(
                Element.of("td"),
                Element.ofClass("td", "drawing").add(strip.axis(title)),
                Element.of("td").with("colspan", Integer.toString(columns - 3)));
    }

    /** It says what the model predicts of the average patient and has another scale. */
    private static boolean isIntercept(String term) {
        return term.startsWith("intercept") || term.startsWith("(intercept)");
    }

    private static boolean isStandardised(Results results) {
        return !results.model().standardise().equals("none");
    }

    private static String legend(Results results, Ratio ratio, String scale) {
        String estimate = isStandardised(results)
                ? "Estimate: %s, the standard deviation of the variable (standardised: %s, %s)."
                        .formatted(
                                scale,
                                results.model().standardise(),
                                results.model().moments())
                : "Estimate: %s, on the variables’ own scale.".formatted(scale);
        return estimate + " " + ratio.words
                + " The intercept has another scale and no mark. These are estimates of a model made for prediction: no intervals are given, and none of them is an effect of treatment.";
    }

    /** How a coefficient for one unit reads. */
    private enum Ratio {
        ODDS("Odds ratio", "Odds ratio: what one unit more multiplies the odds by."),
        HAZARD("Hazard ratio", "Hazard ratio: what one unit more multiplies the hazard by."),
        RELATIVE("exp", "exp: what one unit more multiplies the class’s relative odds by."),
        NONE("", "For one unit: what one unit more adds to the prediction.");

        private final String title;
        private final String words;

        Ratio(String title, String words) {
            this.title = title;
            this.words = words;
        }

        static Ratio of(Results results) {
            return switch (results.header().study().outcome().type()) {
                case "binary" -> ODDS;
                case "time-to-event" -> HAZARD;
                case "category" -> RELATIVE;
                default -> NONE;
            };
        }

        /** What the coefficients add up to. */
        String predictor(Results results) {
            return switch (this) {
                case ODDS -> "log-odds";
                case HAZARD -> "log-hazard";
                case RELATIVE -> "log relative odds";
                case NONE -> {
                    String unit = results.header().study().outcome().unit();
                    yield unit.isEmpty() ? "outcome" : unit;
                }
            };
        }

        String of(Coefficient coefficient) {
            boolean none = this == NONE || !Double.isFinite(coefficient.perUnit());
            return none ? "" : Figures.quantity(StrictMath.exp(coefficient.perUnit()));
        }
    }
}
