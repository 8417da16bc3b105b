package org.wardround.core.round;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Words;

/**
 * What came of a round, in the form in which it is recorded and told to all sites. With the round's question, which both sides work out for themselves, it
 * gives everything that a program goes on with.
 *
 * @param round counted from 1 within the run
 * @param answered sites whose answers were taken, also where they were too few
 * @param lost who did not answer, and why; nobody who answered
 * @param failure why the round does not count although enough answered; null where it counts or where too few answered
 * @param words of a round that counts: the sum's, or each contributor's own in the order of their names; nothing otherwise
 */
public record RoundOutcome(
        int round,
        SortedSet<SiteId> answered,
        SortedMap<SiteId, Loss> lost,
        @Nullable Failure failure,
        List<Words> words) {

    /**
     * Why a site did not answer.
     *
     * @param reason in words, without any patient's value; empty where nothing more is known than the code
     */
    public record Loss(ErrorCode code, String reason) {}

    /** Why a round with enough answers came to nothing. */
    public record Failure(ErrorCode code, String reason) {}

    public RoundOutcome {
        answered = Collections.unmodifiableSortedSet(new TreeSet<>(answered));
        lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
        words = List.copyOf(words);
        if (!Collections.disjoint(answered, lost.keySet())) {
            throw new IllegalArgumentException("a site answered or it did not, got both");
        }
    }

    /**
     * The state in which the round ended.
     *
     * @param plan of this round
     * @return {@link RoundState.Committed} or {@link RoundState.Abandoned}
     * @throws IllegalArgumentException where the outcome can't be one of this plan
     */
    public RoundState state(RoundPlan plan) {
        if (plan.number() != round
                || !plan.invited().containsAll(answered)
                || !plan.invited().containsAll(lost.keySet())) {
            throw new IllegalArgumentException(
                    "the outcome is not one of round %d and the sites invited to it".formatted(plan.number()));
        }
        SortedMap<SiteId, ErrorCode> codes = new TreeMap<>();
        lost.forEach((site, loss) -> codes.put(site, loss.code));
        RoundState state = new RoundState.Planned(plan).onStart().next();
        if (!codes.isEmpty()) {
            state = state.onSitesLost(codes).next();
        }
        if (!answered.isEmpty()) {
            state = state.onAnswers(answered).next();
        }
        // Changes nothing where the last answer has closed the round.
        state = state.onDeadline().next();
        return failure == null
                ? state.onSummed().next()
                : state.onSumFailed(failure.code, failure.reason).next();
    }

    /** What sites said that could not answer. */
    public SortedMap<SiteId, String> reasons() {
        SortedMap<SiteId, String> reasons = new TreeMap<>();
        lost.forEach((site, loss) -> {
            if (!loss.reason.isEmpty()) {
                reasons.put(site, loss.reason);
            }
        });
        return reasons;
    }

    /** Shows who, never words. */
    @Override
    public String toString() {
        return "RoundOutcome[round %d, answered %s, lost %s]".formatted(round, answered, lost.keySet());
    }
}
