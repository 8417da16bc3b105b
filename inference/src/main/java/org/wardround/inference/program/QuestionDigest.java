package org.wardround.inference.program;

import java.util.Locale;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;

/**
 * The SHA-256 of what two programs must agree on before an answer of one fits the sum of the other: the plan, and the layout with its bounds. For comparison only:
 * nobody learns from it what is asked. It is taken over lines of text, each ended by a line feed, as the protocol's document lists them.
 */
public final class QuestionDigest {
    private QuestionDigest() {}

    public static Sha256 of(Question question) {
        RoundPlan plan = question.plan();
        StringBuilder text = new StringBuilder("wardround/v1/question\n");
        line(text, "round", plan.number());
        line(text, "kind", lower(plan.kind()));
        line(text, "release", lower(plan.release()));
        line(text, "quorum", plan.quorum());
        for (SiteId site : plan.invited()) {
            line(text, "site", site);
        }
        line(text, "maxNorm", Double.toHexString(question.maxNorm()));
        SumLayout layout = question.layout();
        line(text, "contributors", layout.maxContributors());
        if (layout.ring() != Ring.BITS_64) {
            line(text, "ring", layout.ring().wordBytes() * Byte.SIZE);
        }
        for (Segment segment : layout.segments()) {
            line(
                    text,
                    "segment",
                    "%d %d %s %s %s"
                            .formatted(
                                    segment.length(),
                                    segment.boundExponent(),
                                    segment.shared() ? "shared" : "whole",
                                    segment.clipped() ? "clipped" : "free",
                                    segment.name()));
        }
        return Sha256.of(text.toString());
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
