package org.wardround.site.governance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.TaskKind;
import org.wardround.site.agent.TaskGate;
import org.wardround.site.approval.Approvals;
import org.wardround.site.approval.Subject;
import org.wardround.site.outbox.Outbox;
import org.wardround.site.outbox.OutboxShelf;
import org.wardround.site.policy.Moment;
import org.wardround.site.policy.PatientCount;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyCheck;
import org.wardround.site.policy.PolicyRefusal;
import org.wardround.site.policy.Releases;
import org.wardround.site.policy.Terms;
import org.wardround.site.worker.CurrentWorkers;
import org.wardround.study.problem.ProblemsException;

/** Holds each task of a run against the decisions and the policy of the moment: a yes that is taken back ends the run here, and hours are waited for. Thread-safe. */
final class RunGate implements TaskGate {
    private final Subjects asked;
    private final Sources sources;

    /**
     * What is asked.
     *
     * @param study its hash
     * @param peers the other sites of the run
     * @param patients of this site in the run's snapshot
     */
    record Subjects(String run, Sha256 study, Terms terms, List<SiteId> peers, int patients) {}

    /** Where the answer comes from. */
    record Sources(
            DecisionBook book,
            Supplier<Policy> policy,
            CurrentWorkers workers,
            TaskCount tasks,
            InstantSource clock,
            ZoneId zone,
            OutboxShelf outbox) {}

    RunGate(Subjects asked, Sources sources) {
        this.asked = asked;
        this.sources = sources;
    }

    @Override
    public Verdict ask() {
        Policy policy;
        try {
            policy = sources.policy.get();
        } catch (ProblemsException e) {
            return new Verdict.Later("policy.yaml has mistakes, and a policy with mistakes is none: " + e.getMessage());
        }
        Instant now = sources.clock.instant();
        Approvals approvals = sources.book.approvals();
        Optional<String> withdrawn = approvals.withdrawn(asked.run, asked.study, policy.approvers(), now);
        if (withdrawn.isPresent()) {
            return new Verdict.No(ErrorCode.NOT_APPROVED, "the yes of this site's people to the study holds no longer");
        }
        List<PolicyRefusal> never = PolicyCheck.ofStudy(policy, asked.terms);
        return never.isEmpty() ? ofMoment(policy, approvals, now) : refused(never);
    }

    /** What is asked about a model that this run has trained waits for a person where the policy says so. */
    @Override
    public Verdict ask(TaskKind kind) {
        Verdict verdict = ask();
        boolean held = verdict instanceof Verdict.Open
                && kind == TaskKind.EVALUATE
                && (asked.terms.tasks().contains(TaskKind.TRAIN)
                        || asked.terms.tasks().contains(TaskKind.FIT))
                && sources.policy.get().releases().finalModel() == Releases.ModelRule.ASK;
        return held ? ofModel() : verdict;
    }

    private Verdict ofModel() {
        Outbox.Item item =
                new Outbox(sources.outbox, sources.book::events).held(sources.outbox.hold(asked.run, asked.study));
        return switch (item.state()) {
            case WAITING ->
                new Verdict.Later(
                        "the finished model waits for a person: `wardround site outbox list`, then release or refuse");
            case REFUSED ->
                new Verdict.No(
                        ErrorCode.NOT_APPROVED,
                        "people of this site have refused to answer what is asked about the finished model");
            case RELEASED, LEAVING, SENT -> new Verdict.Open();
        };
    }

    private Verdict ofMoment(Policy policy, Approvals approvals, Instant now) {
        boolean isolated;
        try {
            isolated = sources.workers.by(policy).isolation().isComplete();
        } catch (FederationException e) {
            return new Verdict.No(e.code(), "the site's policy gives its workers too little");
        }
        Moment moment = new Moment(
                PatientCount.of(asked.patients),
                asked.peers,
                LocalDateTime.ofInstant(now, sources.zone),
                new Moment.Counts(approvals.numberOf(asked.run, Subject.study(asked.study)), sources.tasks.today() + 1),
                isolated);
        List<PolicyRefusal> refusals = PolicyCheck.ofMoment(policy, moment);
        if (refusals.isEmpty()) {
            return new Verdict.Open();
        }
        return refusals.stream().allMatch(RunGate::passes)
                ? new Verdict.Later(
                        refusals.stream().map(PolicyRefusal::toString).collect(Collectors.joining("; ")))
                : refused(refusals);
    }

    /** Whether it is a matter of waiting. */
    static boolean passes(PolicyRefusal refusal) {
        return refusal.key().equals(PolicyCheck.HOURS) || refusal.key().equals(PolicyCheck.TASKS_PER_DAY);
    }

    private static Verdict refused(List<PolicyRefusal> refusals) {
        return new Verdict.No(
                refusals.get(0).code(),
                "the site's policy does not allow it: "
                        + refusals.stream().map(PolicyRefusal::key).collect(Collectors.joining(", ")));
    }
}
