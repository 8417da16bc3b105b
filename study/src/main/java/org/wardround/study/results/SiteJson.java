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
        out.count("read", flow.read());
        out.list(
                "dropped",
                flow.dropped(),
                drop -> JsonWriting.object(one -> {
                    one.text("reason", drop.reason());
                    one.count("rows", drop.rows());
                }));
        out.count("inCohort", flow.inCohort());
        out.count("patients", flow.patients());
        writeSides(out, flow.split().rows());
        if (!flow.split().events().isNone()) {
            out.object("events", events -> writeSides(events, flow.split().events()));
        }
    }

    private static void writeSides(JsonWriting out, SideCounts counts) {
        out.count("train", counts.train());
        out.count("validation", counts.validation());
        out.count("test", counts.test());
    }

    private static Flow readFlow(JsonReading in) {
        return new Flow(
                in.count("read"),
                in.objects("dropped", drop -> new Flow.Drop(drop.text("reason"), drop.count("rows"))),
                in.count("inCohort"),
                in.count("patients"),
                new Flow.Split(readSides(in), in.objectOr("events", SideCounts.NONE, SiteJson::readSides)));
    }

    private static SideCounts readSides(JsonReading in) {
        return SideCounts.of(in.count("train"), in.count("validation"), in.count("test"));
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
