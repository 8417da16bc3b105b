package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

/** The tables behind the metrics; parts that do not apply are absent. */
final class TablesJson {
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
            row.forEach(count -> counts.add(count.intValue()));
            return counts;
        });
    }

    private static Confusion readConfusion(JsonReading in) {
        try {
            return new Confusion(in.texts("labels"), in.wholeRows("counts"));
        } catch (IllegalArgumentException e) {
            throw in.refusal("counts", "as many rows and columns as labels");
        }
    }

    private static JsonNode writeClass(Tables.ClassResult one) {
        return JsonWriting.object(out -> {
            out.text("label", one.label());
            out.whole("support", one.support());
            out.number("sensitivity", one.sensitivity());
            out.number("ppv", one.ppv());
            out.number("f1", one.f1());
            out.number("auroc", one.auroc());
        });
    }

    private static Tables.ClassResult readClass(JsonReading in) {
        return new Tables.ClassResult(
                in.text("label"),
                in.whole("support"),
                in.number("sensitivity"),
                in.number("ppv"),
                in.number("f1"),
                in.number("auroc"));
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
