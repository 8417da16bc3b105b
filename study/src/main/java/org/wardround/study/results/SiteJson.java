package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One site's flow of records and case mix. */
final class SiteJson {
    private SiteJson() {}

    static JsonNode write(SiteResult site) {
        return JsonWriting.object(out -> {
            out.flag("included", site.participation().included());
            out.text("reasonLeftOut", site.participation().reasonLeftOut());
            out.object("flow", flow -> writeFlow(flow, site.flow()));
            out.number("weight", site.weight());
            out.text("snapshotSha256", site.snapshotSha256());
            out.map("variables", site.variables(), SiteJson::writeVariable);
        });
    }

    static SiteResult read(JsonReading in) {
        return new SiteResult(
                new Participation(in.flag("included"), in.textOrEmpty("reasonLeftOut")),
                readFlow(in.object("flow")),
                in.number("weight"),
                in.textOrEmpty("snapshotSha256"),
                in.map("variables", SiteJson::readVariable));
    }

    private static void writeFlow(JsonWriting out, Flow flow) {
        out.whole("read", flow.read());
        out.list(
                "dropped",
                flow.dropped(),
                drop -> JsonWriting.object(one -> {
                    one.text("reason", drop.reason());
                    one.whole("rows", drop.rows());
                }));
        out.whole("inCohort", flow.inCohort());
        out.whole("patients", flow.patients());
        writeSides(out, flow.split().rows());
        if (!flow.split().events().isNone()) {
            out.object("events", events -> writeSides(events, flow.split().events()));
        }
    }

    private static void writeSides(JsonWriting out, SideCounts counts) {
        out.whole("train", counts.train());
        out.whole("validation", counts.validation());
        out.whole("test", counts.test());
    }

    private static Flow readFlow(JsonReading in) {
        return new Flow(
                in.whole("read"),
                in.objects("dropped", drop -> new Flow.Drop(drop.text("reason"), drop.whole("rows"))),
                in.whole("inCohort"),
                in.whole("patients"),
                new Flow.Split(readSides(in), in.objectOr("events", SideCounts.NONE, SiteJson::readSides)));
    }

    private static SideCounts readSides(JsonReading in) {
        return new SideCounts(in.whole("train"), in.whole("validation"), in.whole("test"));
    }

    private static JsonNode writeVariable(VariableSummary variable) {
        return JsonWriting.object(out -> {
            out.number("missing", variable.missing());
            if (variable instanceof VariableSummary.Quantity quantity) {
                out.number("mean", quantity.mean());
                out.number("sd", quantity.sd());
            } else if (variable instanceof VariableSummary.Codes codes) {
                out.map("shares", codes.shares(), JsonWriting::number);
            }
        });
    }

    private static VariableSummary readVariable(JsonReading in) {
        if (!in.has("shares")) {
            return new VariableSummary.Quantity(in.number("missing"), in.number("mean"), in.number("sd"));
        }
        JsonReading shares = in.object("shares");
        Map<String, Double> byLevel = new LinkedHashMap<>();
        shares.keys().forEach(level -> byLevel.put(level, shares.number(level)));
        return new VariableSummary.Codes(in.number("missing"), byLevel);
    }
}
