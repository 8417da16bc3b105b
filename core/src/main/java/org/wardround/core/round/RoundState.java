package org.wardround.core.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;

/**
 * One round at the coordinator. Pure: an event gives the next state and the commands for the runner, which journals the step before it acts.
 *
 * <pre>
 * state       event        next
 * Planned     onStart      Collecting               [Offer]
 * Planned     onAnswers    Planned                  [Refuse NOT_INVITED]: nobody has been asked
 * Collecting  onAnswers    Collecting, or as with the deadline when every invited site has answered or is lost   [Accept | Refuse]
 * Collecting  onSitesLost  Collecting, or as with the deadline when every invited site has answered or is lost
 * Collecting  onDeadline   Closed [TakeSum] with a quorum, else Abandoned [GiveUp]
 * Closed      onSummed     Committed                [Commit]
 * Closed      onSumFailed  Abandoned                [GiveUp]
 * Closed, Committed, Abandoned
 *             onAnswers    unchanged                [Refuse]: ALREADY_ANSWERED to a contributor, NOT_INVITED, else TOO_LATE
 * </pre>
 *
 * A lost site that answers before the round closes counts. Events that a state has no use for leave it unchanged and ask for nothing. States
 * are made by events, from {@link Planned} on.
 */
public sealed interface RoundState {
    RoundPlan plan();

    /** The sites whose answers are in the sum; empty where the round is not closed, or abandoned. */
    default SortedSet<SiteId> contributors() {
        return Collections.emptySortedSet();
    }

    default Step onStart() {
        return stay(List.of());
    }

    /** Answers that were staged whole and checked. Several at once are one event, so that many sites cost one journal entry. */
    default Step onAnswers(Collection<SiteId> sites) {
        List<Command> commands = new ArrayList<>();
        for (SiteId site : sites) {
            ErrorCode late = contributors().contains(site) ? ErrorCode.ALREADY_ANSWERED : ErrorCode.TOO_LATE;
            commands.add(new Command.Refuse(site, plan().invited().contains(site) ? late : ErrorCode.NOT_INVITED));
        }
        return stay(commands);
    }

    /** As {@link #onSitesLost} for one site. */
    default Step onSiteLost(SiteId site, ErrorCode reason) {
        return onSitesLost(new TreeMap<>(Map.of(site, reason)));
    }

    /** Sites that went away or refused, each with the reason. Several at once are one event. */
    default Step onSitesLost(SortedMap<SiteId, ErrorCode> reasons) {
        return stay(List.of());
    }

    default Step onDeadline() {
        return stay(List.of());
    }

    default Step onSummed() {
        return stay(List.of());
    }

    default Step onSumFailed(ErrorCode code, String reason) {
        return stay(List.of());
    }

    private Step stay(List<Command> commands) {
        return new Step(this, commands);
    }

    private static SortedSet<SiteId> copy(SortedSet<SiteId> sites) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(sites));
    }

    private static SortedMap<SiteId, ErrorCode> copy(SortedMap<SiteId, ErrorCode> reasons) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /** The next state and the work that follows from it, in order. */
    record Step(RoundState next, List<Command> commands) {
        public Step {
            commands = List.copyOf(commands);
        }
    }

    /** The plan stands; nobody has been asked. */
    record Planned(RoundPlan plan) implements RoundState {
        @Override
        public Step onStart() {
            return new Step(
                    new Collecting(plan, Collections.emptySortedSet(), Collections.emptySortedMap()),
                    List.of(new Command.Offer(plan.invited())));
        }

        @Override
        public Step onAnswers(Collection<SiteId> sites) {
            List<Command> commands = new ArrayList<>();
            sites.forEach(site -> commands.add(new Command.Refuse(site, ErrorCode.NOT_INVITED)));
            return new Step(this, commands);
        }
    }

    /** Answers are coming in. */
    record Collecting(RoundPlan plan, SortedSet<SiteId> answered, SortedMap<SiteId, ErrorCode> lost)
            implements RoundState {
        public Collecting {
            answered = copy(answered);
            lost = copy(lost);
        }

        @Override
        public Step onAnswers(Collection<SiteId> sites) {
            SortedSet<SiteId> now = new TreeSet<>(answered);
            SortedMap<SiteId, ErrorCode> stillLost = new TreeMap<>(lost);
            List<Command> commands = new ArrayList<>();
            for (SiteId site : sites) {
                if (!plan.invited().contains(site)) {
                    commands.add(new Command.Refuse(site, ErrorCode.NOT_INVITED));
                } else if (!now.add(site)) {
                    commands.add(new Command.Refuse(site, ErrorCode.ALREADY_ANSWERED));
                } else {
                    stillLost.remove(site);
                    commands.add(new Command.Accept(site));
                }
            }
            return new Collecting(plan, now, stillLost).settle(commands);
        }

        @Override
        public Step onSitesLost(SortedMap<SiteId, ErrorCode> reasons) {
            SortedMap<SiteId, ErrorCode> now = new TreeMap<>(lost);
            reasons.forEach((site, reason) -> {
                if (plan.invited().contains(site) && !answered.contains(site)) {
                    now.put(site, reason);
                }
            });
            return new Collecting(plan, answered, now).settle(new ArrayList<>());
        }

        @Override
        public Step onDeadline() {
            return close(new ArrayList<>());
        }

        private Step settle(List<Command> commands) {
            boolean everybodyKnown =
                    answered.size() + lost.size() == plan.invited().size();
            return everybodyKnown ? close(commands) : new Step(this, commands);
        }

        private Step close(List<Command> commands) {
            if (answered.size() >= plan.quorum()) {
                commands.add(new Command.TakeSum(answered));
                return new Step(new Closed(plan, answered, lost), commands);
            }
            String reason = "round %d closed with %d of %d required sites"
                    .formatted(plan.number(), answered.size(), plan.quorum());
            // A site that says so would say it again in each round that follows.
            ErrorCode code = lost.containsValue(ErrorCode.WOULD_REVEAL_SITE)
                    ? ErrorCode.WOULD_REVEAL_SITE
                    : ErrorCode.QUORUM_NOT_MET;
            commands.add(new Command.GiveUp(code, reason));
            return new Step(new Abandoned(plan, code, reason, lost), commands);
        }
    }

    /** The contributors are fixed; their sum is being taken. */
    record Closed(RoundPlan plan, SortedSet<SiteId> contributors, SortedMap<SiteId, ErrorCode> lost)
            implements RoundState {
        public Closed {
            contributors = copy(contributors);
            lost = copy(lost);
            if (contributors.size() < plan.quorum()) {
                throw new IllegalArgumentException("a round closes with a quorum of %d or more, got %d"
                        .formatted(plan.quorum(), contributors.size()));
            }
        }

        @Override
        public Step onSummed() {
            return new Step(new Committed(plan, contributors, lost), List.of(new Command.Commit(contributors)));
        }

        @Override
        public Step onSumFailed(ErrorCode code, String reason) {
            return new Step(new Abandoned(plan, code, reason, lost), List.of(new Command.GiveUp(code, reason)));
        }
    }

    /** The next model is stored. */
    record Committed(RoundPlan plan, SortedSet<SiteId> contributors, SortedMap<SiteId, ErrorCode> lost)
            implements RoundState {
        public Committed {
            contributors = copy(contributors);
            lost = copy(lost);
        }
    }

    /** The round does not count. */
    record Abandoned(RoundPlan plan, ErrorCode code, String reason, SortedMap<SiteId, ErrorCode> lost)
            implements RoundState {
        public Abandoned {
            lost = copy(lost);
        }
    }
}
