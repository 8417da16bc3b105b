package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;

/** Recalibration: intercept and slope of all sites, then of each, then the figures after it. */
final class RecalibrationJson {
    private RecalibrationJson() {}

    static JsonNode write(ModelResult.Recalibration recalibration) {
        return JsonWriting.object(out -> {
            writeFit(out, recalibration.overall());
            out.text("fittedTo", recalibration.fittedTo());
            out.map("sites", recalibration.sites(), fit -> JsonWriting.object(one -> writeFit(one, fit)));
            out.node("after", EvaluationJson.writeMetrics(recalibration.after()));
        });
    }

    static ModelResult.Recalibration read(JsonReading in) {
        return new ModelResult.Recalibration(
                readFit(in),
                in.bySite("sites", RecalibrationJson::readFit),
                in.text("fittedTo"),
                in.objectOr("after", Metrics.NONE, EvaluationJson::readMetrics));
    }

    private static void writeFit(JsonWriting out, ModelResult.Fit fit) {
        out.number("intercept", fit.intercept().value());
        out.number("interceptLow", fit.intercept().low());
        out.number("interceptHigh", fit.intercept().high());
        out.number("slope", fit.slope().value());
        out.number("slopeLow", fit.slope().low());
        out.number("slopeHigh", fit.slope().high());
        out.text("method", fit.slope().method());
        out.count("n", fit.slope().n());
        out.textIfAny("note", fit.slope().note());
    }

    private static ModelResult.Fit readFit(JsonReading in) {
        return new ModelResult.Fit(readValue(in, "intercept"), readValue(in, "slope"));
    }

    private static MetricValue readValue(JsonReading in, String key) {
        MetricValue.Interval interval =
                new MetricValue.Interval(in.number(key + "Low"), in.number(key + "High"), in.text("method"));
        return new MetricValue(in.number(key), interval, in.count("n"), Double.NaN, in.textOrEmpty("note"));
    }
}
