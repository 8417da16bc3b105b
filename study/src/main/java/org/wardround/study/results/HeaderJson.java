package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.wardround.core.study.Metric;

/** Study, run and versions. */
final class HeaderJson {
    private HeaderJson() {}

    static void write(JsonWriting out, Header header) {
        out.text("kind", header.kind().jsonName());
        out.object("study", study -> writeStudy(study, header.study()));
        out.object("run", run -> writeRun(run, header.run()));
        out.object("versions", versions -> {
            versions.text("wardround", header.versions().wardround());
            versions.text("java", header.versions().java());
            versions.text("os", header.versions().os());
        });
    }

    static Header read(JsonReading in) {
        JsonReading versions = in.object("versions");
        return new Header(
                in.choice("kind", List.of(RunKind.values()), RunKind::jsonName),
                readStudy(in.object("study")),
                readRun(in.object("run")),
                new Versions(versions.text("wardround"), versions.text("java"), versions.text("os")));
    }

    private static void writeStudy(JsonWriting out, StudyInfo study) {
        out.text("name", study.name());
        out.text("purpose", study.purpose());
        out.text("sha256", study.sha256());
        out.text("outcome", study.outcome().name());
        out.text("outcomeTitle", study.outcome().title());
        out.text("outcomeType", study.outcome().type());
        out.textIfAny("outcomeUnit", study.outcome().unit());
        out.text("modelType", study.plan().modelType());
        out.text("strategy", study.plan().strategy());
        AggregationInfo aggregation = study.plan().aggregation();
        if (!aggregation.equals(AggregationInfo.MEAN)) {
            out.object("aggregation", one -> {
                one.text("type", aggregation.type());
                one.text("clip", aggregation.clip().jsonName());
            });
        }
        out.text("primary", study.plan().primary().jsonName());
        out.number("margin", study.plan().margin());
        if (!study.variables().isEmpty()) {
            out.map("variables", study.variables(), HeaderJson::writeVariable);
        }
    }

    private static JsonNode writeVariable(VariableInfo variable) {
        return JsonWriting.object(out -> {
            out.textIfAny("label", variable.label());
            out.textIfAny("unit", variable.unit());
        });
    }

    private static VariableInfo readVariable(JsonReading in) {
        return new VariableInfo(in.textOrEmpty("label"), in.textOrEmpty("unit"));
    }

    private static StudyInfo readStudy(JsonReading in) {
        return new StudyInfo(
                in.text("name"),
                in.text("purpose"),
                in.text("sha256"),
                new OutcomeInfo(
                        in.text("outcome"),
                        in.text("outcomeTitle"),
                        in.text("outcomeType"),
                        in.textOrEmpty("outcomeUnit")),
                new PlanInfo(
                        in.text("modelType"),
                        in.text("strategy"),
                        in.objectOr("aggregation", AggregationInfo.MEAN, HeaderJson::readAggregation),
                        metric(in, "primary"),
                        in.number("margin")),
                in.map("variables", HeaderJson::readVariable));
    }

    private static AggregationInfo readAggregation(JsonReading in) {
        return new AggregationInfo(
                in.text("type"), in.choice("clip", AggregationInfo.Clip.all(), AggregationInfo.Clip::jsonName));
    }

    private static void writeRun(JsonWriting out, RunInfo run) {
        out.whole("seed", run.seed());
        out.whole("threads", run.threads());
        out.text("started", run.started().toString());
        out.number("seconds", run.seconds());
        out.text("status", run.end().status().jsonName());
        out.text("reason", run.end().reason());
    }

    private static RunInfo readRun(JsonReading in) {
        return new RunInfo(
                in.wholeLong("seed"), in.whole("threads"), readInstant(in), in.number("seconds"), readEnd(in));
    }

    private static RunEnd readEnd(JsonReading in) {
        List<RunEnd.Status> all = List.of(RunEnd.Status.values());
        return new RunEnd(in.choice("status", all, RunEnd.Status::jsonName), in.textOrEmpty("reason"));
    }

    private static Instant readInstant(JsonReading in) {
        try {
            return Instant.parse(in.text("started"));
        } catch (DateTimeParseException e) {
            throw in.refusal("started", "a time such as 2026-11-23T10:15:30Z");
        }
    }

    static Metric metric(JsonReading in, String key) {
        return in.choice(key, List.of(Metric.values()), Metric::jsonName);
    }
}
