package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.study.Metric;

/** Paired differences between models. */
final class ComparisonJson {
    private ComparisonJson() {}

    static void write(JsonWriting out, Comparisons comparisons) {
        if (!comparisons.contribution().isEmpty()) {
            out.map("contribution", comparisons.contribution(), ComparisonJson::writeContribution);
        }
        Comparisons paired = new Comparisons(
                comparisons.federatedMinusPooled(),
                comparisons.federatedMinusLocal(),
                comparisons.federatedMinusLeaveOneSiteOut());
        if (paired.equals(Comparisons.NONE)) {
            return;
        }
        out.object("comparisons", all -> {
            Comparisons.Comparison pooled = comparisons.federatedMinusPooled();
            if (!pooled.isNone()) {
                all.object("federatedMinusPooled", one -> {
                    one.node("overall", writeDifferences(pooled.overall()));
                    one.map("sites", pooled.sites(), ComparisonJson::writeDifferences);
                });
            }
            all.map("federatedMinusLocal", comparisons.federatedMinusLocal(), ComparisonJson::writeDifferences);
            all.map(
                    "federatedMinusLeaveOneSiteOut",
                    comparisons.federatedMinusLeaveOneSiteOut(),
                    ComparisonJson::writeDifferences);
        });
    }

    /** From the whole of the results. */
    static Comparisons read(JsonReading results) {
        Comparisons paired = results.objectOr(
                "comparisons",
                Comparisons.NONE,
                in -> new Comparisons(
                        in.objectOr(
                                "federatedMinusPooled", Comparisons.Comparison.NONE, ComparisonJson::readComparison),
                        in.bySite("federatedMinusLocal", ComparisonJson::readDifferences),
                        in.bySite("federatedMinusLeaveOneSiteOut", ComparisonJson::readDifferences)));
        return new Comparisons(
                paired.federatedMinusPooled(),
                paired.federatedMinusLocal(),
                paired.federatedMinusLeaveOneSiteOut(),
                results.bySite("contribution", ComparisonJson::readContribution));
    }

    private static JsonNode writeContribution(Comparisons.Differences differences) {
        return JsonWriting.object(out -> differences
                .values()
                .forEach((metric, difference) -> out.object(metric.jsonName(), one -> {
                    one.number("value", difference.value());
                    one.number("low", difference.low());
                    one.number("high", difference.high());
                })));
    }

    private static Comparisons.Differences readContribution(JsonReading in) {
        SortedMap<Metric, Difference> values = new TreeMap<>();
        in.keys().forEach(name -> {
            JsonReading one = in.object(name);
            values.put(
                    MetricNames.of(in, name),
                    new Difference(one.number("value"), one.number("low"), one.number("high"), Double.NaN));
        });
        return new Comparisons.Differences(values);
    }

    private static Comparisons.Comparison readComparison(JsonReading in) {
        return new Comparisons.Comparison(
                readDifferences(in.object("overall")), in.bySite("sites", ComparisonJson::readDifferences));
    }

    private static JsonNode writeDifferences(Comparisons.Differences differences) {
        return JsonWriting.object(out -> differences
                .values()
                .forEach((metric, difference) -> out.object(metric.jsonName(), one -> write(one, difference))));
    }

    private static Comparisons.Differences readDifferences(JsonReading in) {
        SortedMap<Metric, Difference> values = new TreeMap<>();
        in.keys().forEach(name -> values.put(MetricNames.of(in, name), read("value", in.object(name))));
        return new Comparisons.Differences(values);
    }

    private static void write(JsonWriting out, Difference difference) {
        out.number("value", difference.value());
        out.number("low", difference.low());
        out.number("high", difference.high());
        out.number("p", difference.p());
    }

    static Difference read(String valueKey, JsonReading in) {
        return new Difference(in.number(valueKey), in.number("low"), in.number("high"), in.number("p"));
    }
}
