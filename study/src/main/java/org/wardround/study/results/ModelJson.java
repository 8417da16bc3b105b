package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;

/** The final model. */
final class ModelJson {
    private ModelJson() {}

    static JsonNode write(ModelResult model) {
        return JsonWriting.object(out -> {
            out.text("type", model.identity().type());
            out.text("sha256", model.identity().sha256());
            out.whole("parameters", model.identity().parameters());
            out.text("standardise", model.standardise());
            out.text("moments", model.moments());
            if (!model.coefficients().isEmpty()) {
                out.map("coefficients", model.coefficients(), ModelJson::writeCoefficient);
            }
            if (!model.threshold().isNone()) {
                out.object("threshold", threshold -> {
                    threshold.text("rule", model.threshold().rule());
                    threshold.number("value", model.threshold().value());
                });
            }
            if (!model.recalibration().isNone()) {
                out.node("recalibration", RecalibrationJson.write(model.recalibration()));
            }
        });
    }

    static ModelResult read(JsonReading in, Regression regression) {
        return new ModelResult(
                new ModelResult.Identity(in.text("type"), in.text("sha256"), in.wholeLong("parameters")),
                in.text("standardise"),
                in.text("moments"),
                in.map("coefficients", ModelJson::readCoefficient),
                in.objectOr("threshold", ModelResult.Threshold.NONE, ModelJson::readThreshold),
                in.objectOr("recalibration", ModelResult.Recalibration.NONE, RecalibrationJson::read),
                regression);
    }

    private static JsonNode writeCoefficient(ModelResult.Coefficient coefficient) {
        return JsonWriting.object(out -> {
            out.number("estimate", coefficient.estimate());
            out.number("perUnit", coefficient.perUnit());
            out.text("unit", coefficient.unit());
            ModelResult.Uncertainty uncertainty = coefficient.uncertainty();
            out.numberIfDefined("standardError", uncertainty.standardError());
            out.numberIfDefined("low", uncertainty.low());
            out.numberIfDefined("high", uncertainty.high());
            out.numberIfDefined("p", uncertainty.p());
            out.numberIfDefined("perUnitLow", uncertainty.perUnitLow());
            out.numberIfDefined("perUnitHigh", uncertainty.perUnitHigh());
        });
    }

    private static ModelResult.Coefficient readCoefficient(JsonReading in) {
        return new ModelResult.Coefficient(
                in.number("estimate"),
                in.number("perUnit"),
                in.textOrEmpty("unit"),
                new ModelResult.Uncertainty(
                        in.number("standardError"),
                        in.number("low"),
                        in.number("high"),
                        in.number("p"),
                        in.number("perUnitLow"),
                        in.number("perUnitHigh")));
    }

    private static ModelResult.Threshold readThreshold(JsonReading in) {
        return new ModelResult.Threshold(in.text("rule"), in.number("value"));
    }
}
