package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.study.Metric;

/** Paired differences between models. */
final class ComparisonJson {
    private ComparisonJson() {}

    static void write(JsonWriting out, Comparisons comparisons) {
        if (comparisons.equals(Comparisons.NONE)) {
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

    static Comparisons read(JsonReading in) {
        return new Comparisons(
                in.objectOr("federatedMinusPooled", Comparisons.Comparison.NONE, ComparisonJson::readComparison),
                in.bySite("federatedMinusLocal", ComparisonJson::readDifferences),
                in.bySite("federatedMinusLeaveOneSiteOut", ComparisonJson::readDifferences));
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
