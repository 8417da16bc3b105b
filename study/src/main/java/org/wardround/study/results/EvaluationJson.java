package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;

/** One model on test rows. */
final class EvaluationJson {
    private EvaluationJson() {}

    static JsonNode write(Evaluation evaluation) {
        return JsonWriting.object(out -> {
            out.node("overall", writeMetrics(evaluation.overall()));
            out.map("sites", evaluation.sites(), EvaluationJson::writeMetrics);
            if (!evaluation.subgroups().isEmpty()) {
                out.map(
                        "subgroups",
                        evaluation.subgroups(),
                        levels -> JsonWriting.object(variable ->
                                levels.forEach((level, metrics) -> variable.node(level, writeMetrics(metrics)))));
            }
            writeTables(out, evaluation);
        });
    }

    static Evaluation read(JsonReading in) {
        Tables overall = Tables.NONE;
        SortedMap<SiteId, Tables> bySite = new TreeMap<>();
        if (in.has("tables")) {
            JsonReading tables = in.object("tables");
            overall = tables.objectOr("overall", Tables.NONE, TablesJson::read);
            bySite = tables.bySite("sites", TablesJson::read);
        }
        return new Evaluation(
                readMetrics(in.object("overall")),
                in.bySite("sites", EvaluationJson::readMetrics),
                in.map("subgroups", EvaluationJson::readLevels),
                overall,
                bySite);
    }

    private static void writeTables(JsonWriting out, Evaluation evaluation) {
        if (evaluation.overallTables().isNone() && evaluation.siteTables().isEmpty()) {
            return;
        }
        out.object("tables", tables -> {
            tables.node("overall", TablesJson.write(evaluation.overallTables()));
            tables.map("sites", evaluation.siteTables(), TablesJson::write);
        });
    }

    private static Map<String, Metrics> readLevels(JsonReading in) {
        Map<String, Metrics> levels = new LinkedHashMap<>();
        in.keys().forEach(level -> levels.put(level, readMetrics(in.object(level))));
        return levels;
    }

    static JsonNode writeMetrics(Metrics metrics) {
        return JsonWriting.object(
                out -> metrics.values().forEach((metric, value) -> out.node(metric.jsonName(), writeValue(value))));
    }

    private static JsonNode writeValue(MetricValue value) {
        return JsonWriting.object(out -> {
            out.number("value", value.value());
            out.number("low", value.low());
            out.number("high", value.high());
            out.text("method", value.method());
            out.numberIfDefined("errorBound", value.errorBound());
            out.count("n", value.n());
            out.textIfAny("note", value.note());
        });
    }

    static Metrics readMetrics(JsonReading in) {
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        in.keys().forEach(name -> values.put(MetricNames.of(in, name), readValue(in.object(name))));
        return new Metrics(values);
    }

    private static MetricValue readValue(JsonReading in) {
        MetricValue.Interval interval =
                new MetricValue.Interval(in.number("low"), in.number("high"), in.text("method"));
        return new MetricValue(
                in.number("value"), interval, in.count("n"), in.number("errorBound"), in.textOrEmpty("note"));
    }
}
