package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;

/** Warnings, rounds and stopping. */
final class TrainingJson {
    private TrainingJson() {}

    static void write(JsonWriting out, Training training) {
        out.list(
                "warnings",
                training.warnings(),
                warning -> JsonWriting.object(one -> {
                    one.text("code", warning.code());
                    one.text("site", warning.site());
                    one.text("message", warning.message());
                }));
        out.list("rounds", training.rounds(), TrainingJson::writeRound);
        out.object("training", stopping -> {
            stopping.whole("roundsPlanned", training.stopping().roundsPlanned());
            stopping.whole("roundsRun", training.stopping().roundsRun());
            stopping.whole("selectedRound", training.stopping().selectedRound());
            stopping.text("stoppedBecause", training.stopping().stoppedBecause());
        });
    }

    static Training read(JsonReading in) {
        JsonReading stopping = in.object("training");
        return new Training(
                in.objects("rounds", TrainingJson::readRound),
                new Training.Stopping(
                        stopping.whole("roundsPlanned"),
                        stopping.whole("roundsRun"),
                        stopping.whole("selectedRound"),
                        stopping.text("stoppedBecause")),
                in.objects(
                        "warnings",
                        one -> new Warning(one.text("code"), one.textOrEmpty("site"), one.text("message"))));
    }

    private static JsonNode writeRound(RoundResult round) {
        return JsonWriting.object(out -> {
            out.whole("round", round.number());
            out.number("trainLoss", round.losses().train());
            out.number("validationLoss", round.losses().validation());
            out.list("contributors", round.contributors(), site -> TextNode.valueOf(site.name()));
            out.map("lost", round.lost(), TextNode::valueOf);
            out.number("updateNorm", round.step().updateNorm());
            out.number("seconds", round.step().seconds());
            out.numberIfDefined("bound", round.step().bound());
            if (!round.step().outliers().isEmpty()) {
                out.map("outliers", round.step().outliers(), TextNode::valueOf);
            }
        });
    }

    private static RoundResult readRound(JsonReading in) {
        SortedSet<SiteId> contributors = new TreeSet<>();
        in.texts("contributors").forEach(name -> contributors.add(in.site(name)));
        return new RoundResult(
                in.whole("round"),
                new RoundResult.Losses(in.number("trainLoss"), in.number("validationLoss")),
                contributors,
                reasons(in, "lost"),
                new RoundResult.Step(
                        in.number("updateNorm"),
                        in.number("seconds"),
                        in.has("bound") ? in.number("bound") : Double.NaN,
                        reasons(in, "outliers")));
    }

    private static SortedMap<SiteId, String> reasons(JsonReading in, String key) {
        SortedMap<SiteId, String> reasons = new TreeMap<>();
        if (in.has(key)) {
            JsonReading bySite = in.object(key);
            bySite.keys().forEach(name -> reasons.put(bySite.site(name), bySite.text(name)));
        }
        return reasons;
    }
}
