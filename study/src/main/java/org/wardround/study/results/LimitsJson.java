package org.wardround.study.results;

import com.fasterxml.jackson.databind.node.TextNode;

/** Privacy and missing sections. */
final class LimitsJson {
    private LimitsJson() {}

    static void write(JsonWriting out, Limits limits) {
        Privacy privacy = limits.privacy();
        out.object("privacy", one -> {
            one.flag("secureAggregation", privacy.secureAggregation());
            if (privacy.differentialPrivacy().isNone()) {
                one.nothing("differentialPrivacy");
            } else {
                one.object("differentialPrivacy", guarantee -> {
                    guarantee.number("epsilon", privacy.differentialPrivacy().epsilon());
                    guarantee.number("delta", privacy.differentialPrivacy().delta());
                    guarantee.text("accountant", privacy.differentialPrivacy().accountant());
                    guarantee.text("mechanism", privacy.differentialPrivacy().mechanism());
                    guarantee.textIfAny(
                            "holdsWhile", privacy.differentialPrivacy().holdsWhile());
                    guarantee.list("notBounded", privacy.differentialPrivacy().notBounded(), TextNode::valueOf);
                });
            }
            one.text("statement", privacy.statement());
        });
        out.list(
                "missingSections",
                limits.missingSections(),
                missing -> JsonWriting.object(one -> {
                    one.text("section", missing.section());
                    one.text("because", missing.because());
                }));
    }

    static Limits read(JsonReading in) {
        JsonReading privacy = in.object("privacy");
        Privacy.DifferentialPrivacy guarantee = privacy.objectOr(
                "differentialPrivacy",
                Privacy.DifferentialPrivacy.NONE,
                one -> new Privacy.DifferentialPrivacy(
                        one.number("epsilon"),
                        one.number("delta"),
                        one.text("accountant"),
                        one.text("mechanism"),
                        one.textOrEmpty("holdsWhile"),
                        one.texts("notBounded")));
        return new Limits(
                new Privacy(privacy.flag("secureAggregation"), guarantee, privacy.text("statement")),
                in.objects(
                        "missingSections", one -> new Limits.MissingSection(one.text("section"), one.text("because"))));
    }
}
