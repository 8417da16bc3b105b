package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;

/** Verdicts: the word under {@code verdict}, what it rests on under {@code verdictDetails}. */
final class VerdictJson {
    private VerdictJson() {}

    static void write(JsonWriting out, SortedMap<SiteId, SiteVerdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        out.map(
                "verdict",
                verdicts,
                verdict -> TextNode.valueOf(verdict.verdict().jsonName()));
        out.map("verdictDetails", verdicts, VerdictJson::writeDetails);
    }

    static SortedMap<SiteId, SiteVerdict> read(JsonReading in) {
        SortedMap<SiteId, SiteVerdict> verdicts = new TreeMap<>();
        if (in.has("verdict")) {
            JsonReading words = in.object("verdict");
            JsonReading details = in.object("verdictDetails");
            words.keys().forEach(name -> verdicts.put(in.site(name), readOne(words, name, details.object(name))));
        }
        return verdicts;
    }

    private static JsonNode writeDetails(SiteVerdict verdict) {
        return JsonWriting.object(out -> {
            out.text("metric", verdict.metric().jsonName());
            out.number("difference", verdict.difference().value());
            out.number("low", verdict.difference().low());
            out.number("high", verdict.difference().high());
            out.number("p", verdict.difference().p());
            out.number("adjustedP", verdict.adjustedP());
            out.count("n", verdict.n());
            out.text("sentence", verdict.sentence());
        });
    }

    private static SiteVerdict readOne(JsonReading words, String name, JsonReading details) {
        return new SiteVerdict(
                words.choice(name, List.of(SiteVerdict.Verdict.values()), SiteVerdict.Verdict::jsonName),
                HeaderJson.metric(details, "metric"),
                ComparisonJson.read("difference", details),
                details.number("adjustedP"),
                details.count("n"),
                details.text("sentence"));
    }
}
