package org.wardround.study.results;

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
                one -> new Privacy.DifferentialPrivacy(one.number("epsilon"), one.number("delta")));
        return new Limits(
                new Privacy(privacy.flag("secureAggregation"), guarantee, privacy.text("statement")),
                in.objects(
                        "missingSections", one -> new Limits.MissingSection(one.text("section"), one.text("because"))));
    }
}
