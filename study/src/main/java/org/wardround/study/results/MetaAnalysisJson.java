package org.wardround.study.results;

import com.fasterxml.jackson.databind.JsonNode;
import org.wardround.study.results.Regression.Heterogeneity;
import org.wardround.study.results.Regression.MetaAnalysis;
import org.wardround.study.results.Regression.Pooled;
import org.wardround.study.results.Regression.SiteEstimate;

/** One coefficient's meta-analysis. */
final class MetaAnalysisJson {
    /** Marks figures about single sites. */
    static final String SITE_FIGURE = "siteFigure";

    private MetaAnalysisJson() {}

    static JsonNode write(MetaAnalysis meta) {
        return JsonWriting.object(out -> {
            out.text("release", SITE_FIGURE);
            out.node("fixed", write(meta.fixed()));
            out.node("random", write(meta.random()));
            out.number("q", meta.heterogeneity().q());
            out.whole("degrees", meta.heterogeneity().degrees());
            out.number("qP", meta.heterogeneity().p());
            out.number("i2", meta.heterogeneity().i2());
            out.number("tau2", meta.heterogeneity().tau2());
            out.number("predictionLow", meta.predictionLow());
            out.number("predictionHigh", meta.predictionHigh());
            out.map("sites", meta.sites(), MetaAnalysisJson::write);
        });
    }

    static MetaAnalysis read(JsonReading in) {
        return new MetaAnalysis(
                readPooled(in.object("fixed")),
                readPooled(in.object("random")),
                new Heterogeneity(
                        in.number("q"), in.whole("degrees"), in.number("qP"), in.number("i2"), in.number("tau2")),
                in.number("predictionLow"),
                in.number("predictionHigh"),
                in.bySite(
                        "sites",
                        site -> new SiteEstimate(
                                site.number("estimate"),
                                site.number("standardError"),
                                site.number("low"),
                                site.number("high"))));
    }

    private static JsonNode write(Pooled pooled) {
        return JsonWriting.object(out -> {
            out.number("estimate", pooled.estimate());
            out.number("standardError", pooled.standardError());
            out.number("low", pooled.low());
            out.number("high", pooled.high());
            out.number("p", pooled.p());
        });
    }

    private static Pooled readPooled(JsonReading in) {
        return new Pooled(
                in.number("estimate"), in.number("standardError"), in.number("low"), in.number("high"), in.number("p"));
    }

    private static JsonNode write(SiteEstimate site) {
        return JsonWriting.object(out -> {
            out.number("estimate", site.estimate());
            out.number("standardError", site.standardError());
            out.number("low", site.low());
            out.number("high", site.high());
        });
    }
}
