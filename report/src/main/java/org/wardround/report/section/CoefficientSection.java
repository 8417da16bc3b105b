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
        if (coefficients.isEmpty()) {
            return List.of();
        }
        Ratio ratio = Ratio.of(results);
        List<Double> ends = new ArrayList<>(List.of(0.0));
        coefficients.values().forEach(coefficient -> ends.add(coefficient.estimate()));
        IntervalStrip strip = new IntervalStrip(Scale.around(ends), 0, 0);
        DataTable table = new DataTable("coefficients", "Coefficients of the " + Prose.modelName(results))
                .head(List.of("Term", "Estimate", "", "For one unit", ratio.title, "Unit"));
        coefficients.forEach((term, coefficient) -> table.row(
                term,
                List.of(
                        DataTable.cell(Figures.quantity(coefficient.estimate())),
                        Element.ofClass("td", "drawing")
                                .add(strip.row(
                                        Series.FEDERATED,
                                        Interval.point(coefficient.estimate()),
                                        term + ": " + Figures.quantity(coefficient.estimate()))),
                        DataTable.cell(Figures.quantity(coefficient.perUnit())),
                        DataTable.cell(ratio.of(coefficient)),
                        DataTable.cell(coefficient.unit()).with("class", "words"))));
        return List.of(Prose.figure(table.build(), legend(results, ratio)));
    }

    private static String legend(Results results, Ratio ratio) {
        String scale = results.model().standardise().equals("none")
                ? "Estimate: on the variables’ own scale."
                : "Estimate: for one standard deviation of the variable (standardised: %s)."
                        .formatted(results.model().standardise());
        return scale + " " + ratio.words
                + " These are estimates of a model made for prediction: no intervals are given, and none of them is an effect of treatment.";
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

        String of(Coefficient coefficient) {
            boolean none = this == NONE || !Double.isFinite(coefficient.perUnit());
            return none ? "" : Figures.quantity(StrictMath.exp(coefficient.perUnit()));
        }
    }
}
