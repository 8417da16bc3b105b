package org.wardround.study.figures;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.document.Place;
import org.wardround.study.results.Count;
import org.wardround.study.results.SiteVerdict;

/** Makes figures of a document that fits the schema. */
final class SiteFiguresReader {
    private SiteFiguresReader() {}

    /** The figures; empty where anything is wrong, which is reported. */
    static Optional<SiteFigures> read(Place root) {
        if (root.hasErrorWithin()) {
            return Optional.empty();
        }
        return root.build(() -> new SiteFigures(
                root.at("run").text(),
                new Sha256(root.at("study").text()),
                new SiteId(root.at("site").text()),
                root.at("rounds").integer(),
                count(root.at("testRows")),
                models(root),
                root.find("verdict").map(SiteFiguresReader::verdict).orElse(null)));
    }

    private static Count count(Place place) {
        return place.text().equals(Count.WORD) ? Count.SUPPRESSED : Count.of(place.integer());
    }

    private static SortedMap<SiteFigures.Model, SortedMap<Metric, Figure>> models(Place root) {
        SortedMap<SiteFigures.Model, SortedMap<Metric, Figure>> models = new TreeMap<>();
        for (Place model : root.items("models")) {
            SortedMap<Metric, Figure> figures = new TreeMap<>();
            model.items("figures").forEach(figure -> figures.put(metric(figure), figure(figure)));
            models.put(SiteFigures.Model.of(model.at("model").text()), figures);
        }
        return models;
    }

    private static Figure figure(Place place) {
        return switch (place.at("state").text()) {
            case "told" -> told(place, "value");
            case "suppressed" -> Figure.SUPPRESSED;
            default -> Figure.UNDEFINED;
        };
    }

    private static Figure.Told told(Place place, String value) {
        return new Figure.Told(number(place, value), number(place, "low"), number(place, "high"));
    }

    private static FigureVerdict verdict(Place place) {
        FigureVerdict.Numbers numbers = place.has("difference")
                ? new FigureVerdict.Numbers(told(place, "difference"), number(place, "adjustedP"))
                : null;
        String word = place.at("verdict").text();
        return new FigureVerdict(
                metric(place),
                Arrays.stream(SiteVerdict.Verdict.values())
                        .filter(verdict -> verdict.jsonName().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no verdict is called so")),
                numbers);
    }

    private static Metric metric(Place place) {
        String name = place.at("metric").text();
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.jsonName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no metric is called '%s'".formatted(name)));
    }

    /** Where the schema asks for none of them, the form of the file does. */
    private static BigDecimal number(Place place, String name) {
        if (!place.has(name)) {
            throw new IllegalArgumentException("'%s' is missing beside the other numbers".formatted(name));
        }
        return new BigDecimal(place.at(name).text());
    }
}
