package org.wardround.report.section;

import java.util.List;
import java.util.function.BinaryOperator;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.Scale;
import org.wardround.report.plot.TickStrip;

/** The spread of many hospitals' case mix, a strip for each quantity or level. */
final class CaseMixPlot {
    private static final Scale SHARES = new Scale(0, 1);

    private CaseMixPlot() {}

    static Element of(List<CaseMixLine> lines) {
        Element body = Element.of("tbody");
        lines.forEach(line -> body.add(row(line)));
        return ForestTable.frame("Spread over the hospitals").add(body);
    }

    private static Element row(CaseMixLine line) {
        List<Double> values = line.values();
        Scale scale = line.isQuantity() ? Scale.around(values) : SHARES;
        String range = "%s to %s".formatted(text(line, end(values, Math::min)), text(line, end(values, Math::max)));
        return Element.of("tr")
                .add(Element.of("th", line.title()).with("scope", "row"))
                .add(Element.ofClass("td", "drawing").add(TickStrip.draw(scale, values, line.title() + ": " + range)))
                .add(Element.ofClass("td", "figures").text(range));
    }

    private static double end(List<Double> values, BinaryOperator<Double> pick) {
        return values.stream().filter(Double::isFinite).reduce(pick).orElse(Double.NaN);
    }

    private static String text(CaseMixLine line, double value) {
        return line.isQuantity() ? Figures.quantity(value) : Figures.percent(value);
    }
}
