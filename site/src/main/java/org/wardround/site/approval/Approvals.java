package org.wardround.site.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Event;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.site.text.Shown;

/** All decisions of a site so far: a fold over events in the order in which they were kept. Immutable. */
public final class Approvals {
    public static final Approvals NONE = new Approvals(new TreeMap<>(), new TreeMap<>());

    /** For each subject what was decided since the last no: that no, if there was one, and every yes after it. */
    private final SortedMap<Subject, List<ApprovalEvent>> decisions;

    private final SortedMap<Subject, SortedSet<String>> runs;

    private Approvals(SortedMap<Subject, List<ApprovalEvent>> decisions, SortedMap<Subject, SortedSet<String>> runs) {
        this.decisions = decisions;
        this.runs = runs;
    }

    /**
     * The state after all events of a journal's stream.
     *
     * @param site whose key signed them
     * @throws IllegalArgumentException where one is no decision that this site signed
     */
    public static Approvals replay(List<Event> stored, VerifyingKey site) {
        Approvals approvals = NONE;
        for (Event event : stored) {
            approvals = approvals.with(SignedApproval.of(event, site).event());
        }
        return approvals;
    }

    /** The state after one more event. */
    public Approvals with(ApprovalEvent event) {
        if (event instanceof ApprovalEvent.Approved approved) {
            List<ApprovalEvent> more = new ArrayList<>(decisions.getOrDefault(approved.subject(), List.of()));
            more.add(approved);
            return deciding(approved.subject(), more);
        }
        if (event instanceof ApprovalEvent.Rejected rejected) {
            return deciding(rejected.subject(), List.of(rejected));
        }
        if (event instanceof ApprovalEvent.Revoked revoked) {
            return deciding(revoked.subject(), List.of(revoked));
        }
        if (event instanceof ApprovalEvent.RosterAccepted || event instanceof ApprovalEvent.OutboxDecided) {
            return this;
        }
        ApprovalEvent.RunBegun begun = (ApprovalEvent.RunBegun) event;
        SortedMap<Subject, SortedSet<String>> more = new TreeMap<>(runs);
        add(more, Subject.study(begun.study()), begun.run());
        add(more, begun.under(), begun.run());
        return new Approvals(decisions, more);
    }

    private Approvals deciding(Subject subject, List<ApprovalEvent> events) {
        SortedMap<Subject, List<ApprovalEvent>> more = new TreeMap<>(decisions);
        more.put(subject, List.copyOf(events));
        return new Approvals(more, runs);
    }

    private static void add(SortedMap<Subject, SortedSet<String>> runs, Subject subject, String run) {
        SortedSet<String> more = new TreeSet<>(runs.getOrDefault(subject, Collections.emptySortedSet()));
        more.add(run);
        runs.put(subject, more);
    }

    /** Everything that was ever decided about, sorted. */
    public List<Subject> subjects() {
        return List.copyOf(decisions.keySet());
    }

    /** How many runs of a study or an envelope there are with this one, from 1. A run that has begun already is not counted again. */
    public int numberOf(String run, Subject subject) {
        SortedSet<String> begun = runs.getOrDefault(subject, Collections.emptySortedSet());
        return begun.contains(run) ? begun.size() : begun.size() + 1;
    }

    /** What a run of a study began under: an envelope, or the study itself. */
    public Subject under(String run, Sha256 study) {
        return runs.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == Subject.Kind.ENVELOPE)
                .filter(entry -> entry.getValue().contains(run))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Subject.study(study));
    }

    /**
     * Why a run that has begun may not go on: what it began under was taken back or has ended, or its study was said no to. A changed roster, policy or dossier is no
     * reason: a run goes on by what was agreed at its begin.
     *
     * @param approvers as for {@link #standing}
     * @return one line for people; empty where the run may go on
     */
    public Optional<String> withdrawn(String run, Sha256 study, int approvers, Instant time) {
        List<ApprovalEvent> own = decisions.getOrDefault(Subject.study(study), List.of());
        if (!own.isEmpty() && !(own.get(own.size() - 1) instanceof ApprovalEvent.Approved)) {
            return Optional.of(String.join("; ", no(own.get(0)).words()));
        }
        List<ApprovalEvent> events = decisions.getOrDefault(under(run, study), List.of());
        List<ApprovalEvent.Approved> yes = events.stream()
                .filter(ApprovalEvent.Approved.class::isInstance)
                .map(ApprovalEvent.Approved.class::cast)
                .toList();
        if (yes.isEmpty()) {
            return Optional.of(String.join(
                    "; ", no(events.isEmpty() ? null : events.get(0)).words()));
        }
        List<ApprovalEvent.Approved> live =
                yes.stream().filter(event -> time.isBefore(event.until())).toList();
        Standing standing = live.isEmpty() ? expired(yes) : counted(live, approvers);
        return standing.isApproved() ? Optional.empty() : Optional.of(String.join("; ", standing.words()));
    }

    /**
     * How a subject stands.
     *
     * @param now what an approval would bind to now
     * @param approvers how many different people must say yes, as the policy has it; 0: no number suffices
     * @param time now
     */
    public Standing standing(Subject subject, Binding now, int approvers, Instant time) {
        List<ApprovalEvent> events = decisions.getOrDefault(subject, List.of());
        List<ApprovalEvent.Approved> yes = events.stream()
                .filter(ApprovalEvent.Approved.class::isInstance)
                .map(ApprovalEvent.Approved.class::cast)
                .toList();
        if (yes.isEmpty()) {
            return no(events.isEmpty() ? null : events.get(0));
        }
        List<ApprovalEvent.Approved> fitting =
                yes.stream().filter(event -> event.binding().equals(now)).toList();
        if (fitting.isEmpty()) {
            return new Standing(
                    Standing.State.CHANGED, yes.get(yes.size() - 1).binding().changes(now));
        }
        List<ApprovalEvent.Approved> live =
                fitting.stream().filter(event -> time.isBefore(event.until())).toList();
        return live.isEmpty() ? expired(fitting) : counted(live, approvers);
    }

    private static Standing no(@Nullable ApprovalEvent last) {
        if (last instanceof ApprovalEvent.Rejected rejected) {
            return Standing.of(
                    Standing.State.REJECTED,
                    "%s rejected it on %s%s".formatted(rejected.person(), rejected.time(), because(rejected.reason())));
        }
        if (last instanceof ApprovalEvent.Revoked revoked) {
            return Standing.of(
                    Standing.State.REVOKED,
                    "%s revoked it on %s%s".formatted(revoked.person(), revoked.time(), because(revoked.reason())));
        }
        return Standing.of(Standing.State.UNDECIDED, "nobody has decided yet");
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static Standing expired(List<ApprovalEvent.Approved> fitting) {
        Instant last = fitting.stream()
                .map(ApprovalEvent.Approved::until)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Standing.of(Standing.State.EXPIRED, "the approval ended on " + last);
    }

    private static Standing counted(List<ApprovalEvent.Approved> live, int approvers) {
        Map<String, ApprovalEvent.Approved> people = new LinkedHashMap<>();
        for (ApprovalEvent.Approved event : live) {
            people.merge(
                    event.person().folded(), event, (one, other) -> one.until().isBefore(other.until()) ? other : one);
        }
        String names = Shown.list(
                people.values().stream().map(event -> event.person().name()).toList());
        if (approvers < 1) {
            return Standing.of(
                    Standing.State.WAITING,
                    "%s approved it, and the policy does not say how many people must".formatted(names));
        }
        if (people.size() < approvers) {
            return Standing.of(
                    Standing.State.WAITING, "%s approved it, and %d different people must".formatted(names, approvers));
        }
        // It ends when fewer than so many are left.
        Instant until = people.values().stream()
                .map(ApprovalEvent.Approved::until)
                .sorted(Comparator.reverseOrder())
                .toList()
                .get(approvers - 1);
        return Standing.of(Standing.State.APPROVED, "%s approved it until %s".formatted(names, until));
    }
}
