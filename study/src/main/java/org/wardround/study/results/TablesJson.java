package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.study.Metric;

/** The tables behind the metrics; parts that do not apply are absent. */
final class TablesJson {
    /** The figures of a class that also stand as plain numbers beside it. */
    private static final List<Metric> SHORT = List.of(Metric.SENSITIVITY, Metric.PPV, Metric.F1, Metric.AUROC);

    private TablesJson() {}

    static JsonNode write(Tables tables) {
        return JsonWriting.object(out -> {
            if (!tables.confusion().isNone()) {
                out.object("confusion", confusion -> writeConfusion(confusion, tables.confusion()));
            }
            if (!tables.classes().isEmpty()) {
                out.list("classes", tables.classes(), TablesJson::writeClass);
            }
            if (!tables.calibration().isEmpty()) {
                out.list("calibration", tables.calibration(), TablesJson::writeBin);
            }
            if (!tables.netBenefit().isEmpty()) {
                out.list("netBenefit", tables.netBenefit(), TablesJson::writePoint);
            }
            if (!tables.scoreHistogram().isNone()) {
                out.object("scoreHistogram", histogram -> writeHistogram(histogram, tables.scoreHistogram()));
            }
        });
    }

    static Tables read(JsonReading in) {
        return new Tables(
                in.objectOr("confusion", Confusion.NONE, TablesJson::readConfusion),
                in.objects("classes", TablesJson::readClass),
                in.objects("calibration", TablesJson::readBin),
                in.objects("netBenefit", TablesJson::readPoint),
                in.objectOr("scoreHistogram", ScoreHistogram.NONE, TablesJson::readHistogram));
    }

    private static void writeConfusion(JsonWriting out, Confusion confusion) {
        out.list("labels", confusion.labels(), TextNode::valueOf);
        out.list("counts", confusion.counts(), row -> {
            ArrayNode counts = JsonNodeFactory.instance.arrayNode();
            row.forEach(count -> counts.add(Table1Json.count(count)));
            return counts;
        });
    }

    private static Confusion readConfusion(JsonReading in) {
        try {
            return new Confusion(in.texts("labels"), in.countRows("counts"));
        } catch (IllegalArgumentException e) {
            throw in.refusal("counts", "as many rows and columns as labels");
        }
    }

    private static JsonNode writeClass(Tables.ClassResult one) {
        return JsonWriting.object(out -> {
            out.text("label", one.label());
            out.count("support", one.support());
            SHORT.forEach(metric -> out.number(metric.jsonName(), one.value(metric)));
            out.node("metrics", EvaluationJson.writeMetrics(one.figures()));
        });
    }

    private static Tables.ClassResult readClass(JsonReading in) {
        Metrics figures = in.has("metrics") ? EvaluationJson.readMetrics(in.object("metrics")) : withoutIntervals(in);
        return new Tables.ClassResult(in.text("label"), in.count("support"), figures);
    }

    /** As earlier files have them. */
    private static Metrics withoutIntervals(JsonReading in) {
        MetricValue.Interval none = new MetricValue.Interval(Double.NaN, Double.NaN, "");
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        SHORT.forEach(metric -> values.put(
                metric, new MetricValue(in.number(metric.jsonName()), none, in.count("support"), Double.NaN, "")));
        return new Metrics(values);
    }

    private static JsonNode writeBin(Tables.CalibrationBin bin) {
        return JsonWriting.object(out -> {
            out.number("meanPredicted", bin.meanPredicted());
            out.number("observed", bin.observed());
            out.number("low", bin.low());
            out.number("high", bin.high());
            out.whole("n", bin.n());
        });
    }

    private static Tables.CalibrationBin readBin(JsonReading in) {
        return new Tables.CalibrationBin(
                in.number("meanPredicted"), in.number("observed"), in.number("low"), in.number("high"), in.whole("n"));
    }

    private static JsonNode writePoint(Tables.NetBenefitPoint point) {
        return JsonWriting.object(out -> {
            out.number("threshold", point.threshold());
            out.number("model", point.model());
            out.number("treatAll", point.treatAll());
        });
    }

    private static Tables.NetBenefitPoint readPoint(JsonReading in) {
        return new Tables.NetBenefitPoint(in.number("threshold"), in.number("model"), in.number("treatAll"));
    }

    private static void writeHistogram(JsonWriting out, ScoreHistogram histogram) {
        out.list("edges", histogram.edges(), JsonWriting::number);
        out.list("positives", histogram.positives(), IntNode::valueOf);
        out.list("negatives", histogram.negatives(), IntNode::valueOf);
    }

    private static ScoreHistogram readHistogram(JsonReading in) {
        try {
            return new ScoreHistogram(in.numbers("edges"), in.wholes("positives"), in.wholes("negatives"));
        } catch (IllegalArgumentException e) {
            throw in.refusal("edges", "one more edge than bins");
        }
    }
}
