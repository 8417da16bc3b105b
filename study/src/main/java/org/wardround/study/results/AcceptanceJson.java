package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.wardround.core.study.AcceptanceCriterion;
import org.wardround.core.study.AcceptanceCriterion.Limit;
import org.wardround.core.study.AcceptanceCriterion.Over;
import org.wardround.study.results.AcceptanceResult.Judged;
import org.wardround.study.results.AcceptanceResult.Outcome;

/** Criteria and what became of them; a study without criteria leaves no key. */
final class AcceptanceJson {
    private static final String KEY = "acceptance";

    private AcceptanceJson() {}

    static void write(JsonWriting out, List<AcceptanceResult> results) {
        if (!results.isEmpty()) {
            out.list(KEY, results, AcceptanceJson::write);
        }
    }

    static List<AcceptanceResult> read(JsonReading in) {
        return in.has(KEY) ? in.objects(KEY, AcceptanceJson::readOne) : List.of();
    }

    private static JsonNode write(AcceptanceResult result) {
        AcceptanceCriterion criterion = result.criterion();
        return JsonWriting.object(out -> {
            out.text("metric", criterion.metric().jsonName());
            out.number(
                    criterion.limit() instanceof Limit.AtLeast ? "atLeast" : "atMost",
                    criterion.limit().value());
            if (criterion.over() instanceof Over.Group group) {
                out.object("over", over -> {
                    over.text("subgroup", group.variable());
                    over.textIfAny("value", group.value());
                });
            } else {
                out.text("over", criterion.over() instanceof Over.All ? "all" : "everySite");
            }
            out.text("outcome", result.outcome().jsonName());
            out.text("because", result.because());
            out.list(
                    "figures",
                    result.figures(),
                    judged -> JsonWriting.object(one -> {
                        one.text("where", judged.where());
                        one.textIfAny("figure", judged.figure());
                        one.text("outcome", judged.outcome().jsonName());
                        one.text("because", judged.because());
                    }));
        });
    }

    private static AcceptanceResult readOne(JsonReading in) {
        Limit limit =
                in.has("atLeast") ? new Limit.AtLeast(in.number("atLeast")) : new Limit.AtMost(in.number("atMost"));
        try {
            return new AcceptanceResult(
                    new AcceptanceCriterion(HeaderJson.metric(in, "metric"), limit, over(in)),
                    outcome(in),
                    in.objects(
                            "figures",
                            one -> new Judged(
                                    one.text("where"), one.textOrEmpty("figure"), outcome(one), one.text("because"))),
                    in.text("because"));
        } catch (IllegalArgumentException e) {
            throw in.refusal("metric", "a criterion (%s)".formatted(e.getMessage()));
        }
    }

    private static Over over(JsonReading in) {
        if (in.isText("over")) {
            return in.text("over").equals("all") ? new Over.All() : new Over.EverySite();
        }
        JsonReading group = in.object("over");
        return new Over.Group(group.text("subgroup"), group.textOrEmpty("value"));
    }

    private static Outcome outcome(JsonReading in) {
        return in.choice("outcome", List.of(Outcome.values()), Outcome::jsonName);
    }
}
