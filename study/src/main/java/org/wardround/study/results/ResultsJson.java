package org.wardround.study.results;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@link Results} as a JSON tree and back. */
final class ResultsJson {
    private ResultsJson() {}

    static ObjectNode write(Results results) {
        return JsonWriting.object(out -> {
            out.whole("formatVersion", Results.FORMAT_VERSION);
            HeaderJson.write(out, results.header());
            out.map("sites", results.sites(), SiteJson::write);
            TrainingJson.write(out, results.training());
            out.node("model", ModelJson.write(results.model()));
            RegressionJson.write(out, results.model().regression());
            writeEvaluations(out, results.evaluations());
            ComparisonJson.write(out, results.comparisons());
            VerdictJson.write(out, results.verdicts());
            AcceptanceJson.write(out, results.acceptance());
            LimitsJson.write(out, results.limits());
            if (!results.table1().isNone()) {
                out.node("table1", Table1Json.write(results.table1()));
            }
        });
    }

    static Results read(JsonReading in) {
        return new Results(
                HeaderJson.read(in),
                in.bySite("sites", SiteJson::read),
                TrainingJson.read(in),
                ModelJson.read(in.object("model"), in.objectOr("regression", Regression.NONE, RegressionJson::read)),
                readEvaluations(in),
                ComparisonJson.read(in),
                VerdictJson.read(in),
                LimitsJson.read(in),
                in.objectOr("table1", Table1.NONE, Table1Json::read),
                AcceptanceJson.read(in));
    }

    private static void writeEvaluations(JsonWriting out, Evaluations evaluations) {
        out.node("federated", EvaluationJson.write(evaluations.federated()));
        if (!evaluations.pooled().isNone()) {
            out.node("pooled", EvaluationJson.write(evaluations.pooled()));
        }
        if (!evaluations.local().isEmpty()) {
            out.map("local", evaluations.local(), EvaluationJson::write);
        }
        if (!evaluations.leaveOneSiteOut().isEmpty()) {
            out.map("leaveOneSiteOut", evaluations.leaveOneSiteOut(), EvaluationJson::write);
        }
    }

    private static Evaluations readEvaluations(JsonReading in) {
        return new Evaluations(
                EvaluationJson.read(in.object("federated")),
                in.objectOr("pooled", Evaluation.NONE, EvaluationJson::read),
                in.bySite("local", EvaluationJson::read),
                in.bySite("leaveOneSiteOut", EvaluationJson::read));
    }
}
