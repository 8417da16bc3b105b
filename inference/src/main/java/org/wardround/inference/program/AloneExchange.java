package org.wardround.inference.program;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.sum.Words;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.PerSiteUpdate;

/**
 * Rounds of one site with itself, where its rows are: answers are bounded and rounded as in any round, so that what comes of them has the bits that a round of one
 * site would give, and nothing is released. Not thread-safe.
 */
public final class AloneExchange implements Exchange {
    @Override
    public RoundResult ask(SumQuestion question) {
        Answered answered = answer(question);
        Accumulator sum = new Accumulator(question.layout());
        answered.words.forEach(sum::add);
        return new RoundResult(answered.state(question.plan()), sum.sum(), answered.refusals());
    }

    @Override
    public PerSiteResult askEach(PerSiteQuestion question) {
        Answered answered = answer(question);
        List<PerSiteUpdate> updates = answered.words.stream()
                .map(words -> accepted(answered.site, question.layout(), words))
                .toList();
        return new PerSiteResult(answered.state(question.plan()), updates, answered.refusals());
    }

    /** What is within its bounds here is accepted there. */
    private static PerSiteUpdate accepted(SiteId site, SumLayout layout, Words words) {
        return ((PerSiteUpdate.Outcome.Accepted) PerSiteUpdate.accept(site, layout, words)).update();
    }

    /**
     * What the site came to.
     *
     * @param words none where it has no answer
     * @param code why it has none; that of an answer is not looked at
     */
    private record Answered(SiteId site, List<Words> words, ErrorCode code, String reason) {
        static Answered refused(SiteId site, ErrorCode code, String reason) {
            return new Answered(site, List.of(), code, reason);
        }

        RoundState state(RoundPlan plan) {
            RoundState open = new RoundState.Planned(plan).onStart().next();
            return words.isEmpty()
                    ? open.onSitesLost(new TreeMap<>(java.util.Map.of(site, code)))
                            .next()
                    : open.onAnswers(List.of(site)).next().onSummed().next();
        }

        SortedMap<SiteId, String> refusals() {
            SortedMap<SiteId, String> reasons = new TreeMap<>();
            if (words.isEmpty()) {
                reasons.put(site, reason);
            }
            return reasons;
        }
    }

    private static Answered answer(Question question) {
        SiteId site = question.plan().invited().first();
        TaskOrder order = question.orderFor(site);
        Bounding.Outcome outcome;
        try {
            outcome = new Bounding(order.maxNorm(), order.share())
                    .bound(question.work().compute(site));
        } catch (TaskRefusedException e) {
            return Answered.refused(site, e.code(), e.reason());
        }
        if (outcome instanceof Bounding.Outcome.Refused refused) {
            return Answered.refused(site, refused.code(), refused.reason());
        }
        Words words = FixedPoint.encode(
                order.layout(), ((Bounding.Outcome.Bounded) outcome).update().values());
        return new Answered(site, List.of(words), ErrorCode.INTERNAL, "");
    }
}
