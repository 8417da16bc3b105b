package org.wardround.core.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
 * state       event       next
 * Planned     onStart     Collecting               [Offer]
 * Collecting  onAnswers   Collecting, or as below when every invited site has answered or is lost   [Accept | Refuse]
 * Collecting  onSiteLost  Collecting, or as below
 * Collecting  onDeadline  Closed [TakeSum] with a quorum, else Abandoned [GiveUp]
 * Closed      onSummed    Committed                [Commit]
 * Closed      onSumFailed Abandoned                [GiveUp]
 * any later   onAnswers   unchanged                [Refuse TOO_LATE]
 * </pre>
 *
 * A lost site that answers before the round closes counts. Events that a state has no use for leave it unchanged.
 */
public sealed interface RoundState {
    RoundPlan plan();

    default Step onStart() {
        return stay(List.of());
    }

    /** Answers that were staged whole and checked. Several at once are one event, so that many sites cost one journal entry. */
    default Step onAnswers(Collection<SiteId> sites) {
        return stay(sites.stream()
                .map(site -> (Command) new Command.Refuse(site, ErrorCode.TOO_LATE))
                .toList());
    }

    default Step onSiteLost(SiteId site, ErrorCode reason) {
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
                    new Collecting(plan, new TreeSet<>(), new TreeMap<>()), List.of(new Command.Offer(plan.invited())));
        }
    }

    /** Answers are coming in. */
    record Collecting(RoundPlan plan, SortedSet<SiteId> answered, SortedMap<SiteId, ErrorCode> lost)
            implements RoundState {
        public Collecting {
            answered = Collections.unmodifiableSortedSet(answered);
            lost = Collections.unmodifiableSortedMap(lost);
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
        public Step onSiteLost(SiteId site, ErrorCode reason) {
            if (answered.contains(site) || !plan.invited().contains(site)) {
                return new Step(this, List.of());
            }
            SortedMap<SiteId, ErrorCode> now = new TreeMap<>(lost);
            now.put(site, reason);
            return new Collecting(plan, new TreeSet<>(answered), now).settle(new ArrayList<>());
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
            commands.add(new Command.GiveUp(ErrorCode.QUORUM_NOT_MET, reason));
            return new Step(new Abandoned(plan, ErrorCode.QUORUM_NOT_MET, reason, lost), commands);
        }
    }

    /** The contributors are fixed; their sum is being taken. */
    record Closed(RoundPlan plan, SortedSet<SiteId> contributors, SortedMap<SiteId, ErrorCode> lost)
            implements RoundState {
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
            implements RoundState {}

    /** The round does not count. */
    record Abandoned(RoundPlan plan, ErrorCode code, String reason, SortedMap<SiteId, ErrorCode> lost)
            implements RoundState {}
}
