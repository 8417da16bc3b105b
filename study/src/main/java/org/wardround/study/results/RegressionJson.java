package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.wardround.study.results.Regression.BaselinePoint;
import org.wardround.study.results.Regression.Curve;
import org.wardround.study.results.Regression.CurvePoint;
import org.wardround.study.results.Regression.Fit;
import org.wardround.study.results.Regression.Method;
import org.wardround.study.results.Regression.Robust;
import org.wardround.study.results.Regression.Test;
import org.wardround.study.results.Regression.Tests;
import org.wardround.study.results.Regression.Variances;

/** The section {@code regression}. */
final class RegressionJson {
    private RegressionJson() {}

    static void write(JsonWriting out, Regression regression) {
        if (regression.isNone()) {
            return;
        }
        out.object("regression", section -> {
            section.text("family", regression.method().family());
            section.text("penalty", regression.method().penalty());
            section.textIfAny("ties", regression.method().ties());
            section.object("fit", fit -> writeFit(fit, regression.fit()));
            section.object("tests", tests -> {
                tests.map("likelihoodRatio", regression.tests().likelihoodRatio(), RegressionJson::writeTest);
                tests.map("wald", regression.tests().wald(), RegressionJson::writeTest);
            });
            if (!regression.robust().isEmpty()) {
                section.map("robust", regression.robust(), RegressionJson::writeRobust);
            }
            if (!regression.tests().proportionalHazards().isEmpty()) {
                section.map("proportionalHazards", regression.tests().proportionalHazards(), RegressionJson::writeTest);
            }
            writeVariances(section, regression.variances());
            if (!regression.baseline().isEmpty()) {
                section.list("baseline", regression.baseline(), RegressionJson::writePoint);
            }
            if (!regression.curves().isEmpty()) {
                section.map("curves", regression.curves(), RegressionJson::writeCurve);
            }
            if (!regression.metaAnalysis().isEmpty()) {
                section.map("metaAnalysis", regression.metaAnalysis(), MetaAnalysisJson::write);
            }
            section.list("notes", regression.notes(), TextNode::valueOf);
        });
    }

    static Regression read(JsonReading in) {
        JsonReading tests = in.object("tests");
        return new Regression(
                new Method(in.text("family"), in.text("penalty"), in.textOrEmpty("ties")),
                readFit(in.object("fit")),
                new Tests(
                        tests.map("likelihoodRatio", RegressionJson::readTest),
                        tests.map("wald", RegressionJson::readTest),
                        in.map("proportionalHazards", RegressionJson::readTest)),
                in.map("robust", RegressionJson::readRobust),
                in.objectOr("variances", Variances.NONE, RegressionJson::readVariances),
                in.objects("baseline", RegressionJson::readPoint),
                in.map("curves", RegressionJson::readCurve),
                in.map("metaAnalysis", MetaAnalysisJson::read),
                in.texts("notes"));
    }

    private static void writeFit(JsonWriting out, Fit fit) {
        out.number("logLikelihood", fit.logLikelihood());
        out.number("nullLogLikelihood", fit.nullLogLikelihood());
        out.number("penalisedLogLikelihood", fit.penalisedLogLikelihood());
        out.number("deviance", fit.deviance());
        out.number("nullDeviance", fit.nullDeviance());
        out.number("dispersion", fit.dispersion());
        out.number("aic", fit.aic());
        out.number("bic", fit.bic());
        out.number("parameters", fit.parameters());
        out.whole("iterations", fit.iterations());
        out.count("rows", fit.rows());
        out.count("events", fit.events());
    }

    private static Fit readFit(JsonReading in) {
        return new Fit(
                in.number("logLikelihood"),
                in.number("nullLogLikelihood"),
                in.number("penalisedLogLikelihood"),
                in.number("deviance"),
                in.number("nullDeviance"),
                in.number("dispersion"),
                in.number("aic"),
                in.number("bic"),
                in.number("parameters"),
                in.whole("iterations"),
                in.count("rows"),
                in.count("events"));
    }

    private static JsonNode writeTest(Test test) {
        return JsonWriting.object(out -> {
            out.number("statistic", test.statistic());
            out.whole("degrees", test.degrees());
            out.number("residualDegrees", test.residualDegrees());
            out.number("p", test.p());
        });
    }

    private static Test readTest(JsonReading in) {
        return new Test(in.number("statistic"), in.whole("degrees"), in.number("residualDegrees"), in.number("p"));
    }

    private static JsonNode writeRobust(Robust robust) {
        return JsonWriting.object(out -> {
            out.number("standardError", robust.standardError());
            out.number("low", robust.low());
            out.number("high", robust.high());
            out.number("p", robust.p());
        });
    }

    private static Robust readRobust(JsonReading in) {
        return new Robust(in.number("standardError"), in.number("low"), in.number("high"), in.number("p"));
    }

    private static void writeVariances(JsonWriting out, Variances variances) {
        if (!variances.isNone()) {
            out.object("variances", section -> {
                section.number("residual", variances.residual());
                section.number("between", variances.between());
                section.number("intraclassCorrelation", variances.intraclassCorrelation());
                section.number("p", variances.p());
            });
        }
    }

    private static Variances readVariances(JsonReading in) {
        return new Variances(
                in.number("residual"), in.number("between"), in.number("intraclassCorrelation"), in.number("p"));
    }

    private static JsonNode writePoint(BaselinePoint point) {
        return JsonWriting.object(out -> {
            out.number("time", point.time());
            out.number("cumulativeHazard", point.cumulativeHazard());
            out.number("survival", point.survival());
        });
    }

    private static BaselinePoint readPoint(JsonReading in) {
        return new BaselinePoint(in.number("time"), in.number("cumulativeHazard"), in.number("survival"));
    }

    private static JsonNode writeCurve(Curve curve) {
        return JsonWriting.object(out -> {
            out.text("unit", curve.unit());
            out.number("reference", curve.reference());
            out.list(
                    "points",
                    curve.points(),
                    point -> JsonWriting.object(one -> {
                        one.number("value", point.value());
                        one.number("estimate", point.estimate());
                        one.number("low", point.low());
                        one.number("high", point.high());
                    }));
        });
    }

    private static Curve readCurve(JsonReading in) {
        return new Curve(
                in.textOrEmpty("unit"),
                in.number("reference"),
                in.objects(
                        "points",
                        one -> new CurvePoint(
                                one.number("value"), one.number("estimate"), one.number("low"), one.number("high"))));
    }
}
