package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.DotStrip;
import org.wardround.report.plot.DotStrip.Dot;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Scale;
import org.wardround.report.plot.SiteMark;

/**
 * How far each hospital's mean or share lies from that of all rows together, in standard deviations of all rows together: a row for each quantity or
 * level, a mark for each hospital.
 */
final class SiteDifferences {
    private static final double ROOM_FOR_NAMES = 1.5;

    private final List<CaseMixLine> lines;
    private final List<String> sites;

    /**
     * @param sites names in the order of each line's groups
     */
    SiteDifferences(List<CaseMixLine> lines, List<String> sites) {
        this.lines = lines;
        this.sites = sites;
    }

    /** Empty where no line has values of two hospitals that could be held against each other. */
    List<Element> build() {
        List<Row> rows =
                lines.stream().map(this::row).filter(row -> row.dots.size() > 1).toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Double> values = rows.stream()
                .flatMap(row -> row.dots.stream())
                .map(dot -> Math.abs(dot.value()))
                .toList();
        double most = ROOM_FOR_NAMES * Scale.robust(values, List.of(0.0)).high();
        Scale scale = new Scale(-most, most);
        Element body = Element.of("tbody");
        rows.forEach(row -> body.add(row.element(new DotStrip(scale))));
        Element table = ForestTable.frame("Each hospital’s mean or share against that of all rows together")
                .add(body)
                .add(Element.of("tfoot")
                        .add(ForestTable.axis(
                                IntervalStrip.plain(scale), "Difference from the mean of all rows, in their SDs")));
        Element content = Element.ofClass("div", "site-differences");
        if (SiteMark.isTold(sites.size())) {
            content.add(key());
        }
        return List.of(Prose.figure(
                content.add(table),
                "Standardised difference (hospital minus all rows, divided by the standard deviation of all rows); the lowest and the highest hospital are named. At the right: from the lowest to the highest. Codes: shares of the level. Hospitals that never recorded a variable, or whose figures of it are suppressed, have no mark."
                        + (values.stream().anyMatch(scale::cuts) ? " Arrow: beyond the axis." : "")));
    }

    private Element key() {
        Element key = Element.ofClass("ul", "key");
        for (int i = 0; i < sites.size(); i++) {
            key.add(Element.of("li")
                    .add(SiteMark.of(i, sites.size()).alone(sites.get(i)))
                    .text(sites.get(i)));
        }
        return key;
    }

    private Row row(CaseMixLine line) {
        List<CaseMixLine.Group> groups = line.groups();
        double rows = sum(groups, CaseMixLine.Group::rows);
        double mean = sum(groups, group -> group.rows() * group.mean()) / rows;
        double squares = sum(
                groups,
                group -> (group.rows() - 1) * group.sd() * group.sd()
                        + group.rows() * (group.mean() - mean) * (group.mean() - mean));
        double sd = rows > 1 ? StrictMath.sqrt(squares / (rows - 1)) : 0;
        List<Dot> dots = new ArrayList<>();
        if (sd > 0) {
            IntStream.range(0, groups.size())
                    .filter(i -> groups.get(i).isKnown())
                    .forEach(i -> dots.add(
                            new Dot(sites.get(i), (groups.get(i).mean() - mean) / sd, SiteMark.of(i, sites.size()))));
        }
        return new Row(line.title(), dots);
    }

    private static double sum(List<CaseMixLine.Group> groups, ToDoubleFunction<CaseMixLine.Group> term) {
        return groups.stream()
                .filter(CaseMixLine.Group::isKnown)
                .mapToDouble(term)
                .sum();
    }

    private record Row(String title, List<Dot> dots) {
        Element element(DotStrip strip) {
            double low = dots.stream().mapToDouble(Dot::value).min().orElse(0);
            double high = dots.stream().mapToDouble(Dot::value).max().orElse(0);
            String range = "%s to %s".formatted(Figures.signedFixed(low, 2), Figures.signedFixed(high, 2));
            return Element.of("tr")
                    .add(Element.of("th", title).with("scope", "row"))
                    .add(Element.ofClass("td", "drawing").add(strip.row(dots, title + ": " + range)))
                    .add(Element.ofClass("td", "figures").text(range));
        }
    }
}
