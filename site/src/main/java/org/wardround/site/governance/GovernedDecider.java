package org.wardround.site.governance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.StudyOffered;
import org.wardround.site.agent.RunDecider;
import org.wardround.site.agent.TaskGate;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Consent;
import org.wardround.site.approval.RunRequest;
import org.wardround.site.approval.Standing;
import org.wardround.site.approval.Subject;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.dossier.Setting;
import org.wardround.site.identity.RosterPins;
import org.wardround.site.identity.Rosters;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.outbox.OutboxShelf;
import org.wardround.site.policy.Moment;
import org.wardround.site.policy.PatientCount;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyCheck;
import org.wardround.site.policy.PolicyRefusal;
import org.wardround.site.policy.Terms;
import org.wardround.site.report.OwnReport;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.site.study.ShelvedStudy;
import org.wardround.site.study.StudyShelf;
import org.wardround.site.worker.CurrentWorkers;
import org.wardround.site.worker.WorkerInput;
import org.wardround.site.worker.Workers;
import org.wardround.study.bundle.StartingPoint;

/**
 * Says yes to a run only if its study is signed by an author of the accepted roster, the hospital's people have approved it, the policy allows it at this moment, and
 * there are rows enough. What waits for a person, or for an hour, waits. Thread-safe as its parts.
 */
public final class GovernedDecider implements RunDecider {
    private static final System.Logger LOG = System.getLogger(GovernedDecider.class.getName());

    private final SiteId self;
    private final Place place;
    private final RosterPins pins;
    private final DecisionBook book;
    private final Supplier<Policy> policy;
    private final CurrentWorkers workers;
    private final TaskCount tasks;
    private final InstantSource clock;
    private final Transport transport;
    private final SiteTable tables;

    /** Why a run was said to wait last. */
    private final Map<String, String> waits = new ConcurrentHashMap<>();

    /**
     * Where the hospital's things lie.
     *
     * @param studies the shelf of offered studies
     * @param data the hospital's files and its mapping
     * @param snapshots two files for each run
     * @param reports of runs, for the hospital's own eyes, and figures that it may publish
     * @param outbox what waits to leave
     * @param ledger what its patients were charged with
     * @param cohorts whom its releases were about
     */
    public record Place(
            StudyShelf studies,
            Path data,
            Path snapshots,
            OwnReport.Keeping reports,
            OutboxShelf outbox,
            SiteLedger ledger,
            CohortMemory cohorts,
            ZoneId zone) {}

    /**
     * @param pins the accepted roster, and those that wait
     * @param policy as it is now
     * @param workers read the rows; closed by the caller, after the runs
     * @param tasks what the policy's tasksPerDay is held against
     */
    public GovernedDecider(
            SiteId self,
            Place place,
            RosterPins pins,
            DecisionBook book,
            Supplier<Policy> policy,
            CurrentWorkers workers,
            TaskCount tasks,
            InstantSource clock,
            Transport transport) {
        this.self = self;
        this.place = place;
        this.pins = pins;
        this.book = book;
        this.policy = policy;
        this.workers = workers;
        this.tasks = tasks;
        this.clock = clock;
        this.transport = transport;
        this.tables = new SiteTable(self, place.data, place.cohorts);
    }

    @Override
    public void rosterKnown(int newest) {
        try {
            if (newest > pins.held()) {
                Rosters.update(transport, pins);
                pins.waiting()
                        .ifPresent(found -> LOG.log(
                                System.Logger.Level.INFO,
                                "roster {0} waits for this site''s yes: `wardround site peers` shows what it changes",
                                found.newest().roster().number()));
            }
        } catch (IOException e) {
            throw new FederationException(ErrorCode.STORAGE_FAILED, "rosters can't be kept: " + e.getMessage(), e);
        }
    }

    private SignedRoster accepted() {
        try {
            return pins.pinned();
        } catch (IOException e) {
            throw new FederationException(ErrorCode.STORAGE_FAILED, "rosters can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void offered(StudyOffered study) {
        place.studies.fetch(study, accepted().roster(), transport);
    }

    @Override
    public Decision decide(RunOffered run) {
        SignedRoster accepted = accepted();
        if (!Digests.of(run.getRoster()).equals(accepted.hash())) {
            return waiting(run, List.of("the run belongs to another roster than the one that is accepted here"));
        }
        Sha256 hash = Digests.of(run.getStudy());
        Optional<ShelvedStudy> found = place.studies.find(hash, accepted.roster());
        if (found.isEmpty()) {
            return waiting(run, List.of("its study has not arrived yet"));
        }
        ShelvedStudy study = found.get();
        Policy rules = policy.get();
        Terms terms = Terms.of(study.author().name(), study.file().study());
        List<PolicyRefusal> never = PolicyCheck.ofStudy(rules, terms);
        if (!never.isEmpty()) {
            return declined(never);
        }
        Optional<Decision> unfit = RunFit.refusal(run, study.file().study());
        if (unfit.isPresent()) {
            return unfit.get();
        }
        RunRequest request = request(run, study, accepted);
        Consent consent = Consent.to(request, book.approvals(), rules, book.envelopes());
        if (!consent.isGiven()) {
            return notAgreed(run, request, rules, consent);
        }
        return withRows(run, study, request, rules, consent.granted().orElseThrow());
    }

    private Decision notAgreed(RunOffered run, RunRequest request, Policy rules, Consent consent) {
        Standing standing = book.approvals()
                .standing(
                        Subject.study(request.hash()),
                        Consent.binding(request, rules),
                        rules.approvers(),
                        request.time());
        if (standing.state() == Standing.State.REJECTED || standing.state() == Standing.State.REVOKED) {
            return new Decision.Decline(ErrorCode.NOT_APPROVED, "people of this site have said no to the study");
        }
        if (consent.usedUp() && standing.state() == Standing.State.UNDECIDED) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "run {0} is declined: {1}",
                    run.getRun(),
                    String.join("; ", consent.reasons()));
            return new Decision.Decline(ErrorCode.NOT_APPROVED, "the envelope of this site has no run left");
        }
        return waiting(run, consent.reasons());
    }

    private Decision withRows(RunOffered run, ShelvedStudy study, RunRequest request, Policy rules, Subject under) {
        Workers room;
        try {
            room = workers.by(rules);
        } catch (FederationException problem) {
            return waiting(run, List.of(String.valueOf(problem.getMessage())));
        }
        SiteTable.Rows rows;
        try {
            rows = tables.of(study.file(), snapshot(run.getRun()));
        } catch (FederationException problem) {
            LOG.log(System.Logger.Level.WARNING, "run {0} is declined: {1}", run.getRun(), problem.getMessage());
            return new Decision.Decline(problem.code(), "this site's table does not fit the study");
        }
        int patients = rows.patients();
        Moment moment = new Moment(
                PatientCount.of(patients),
                request.peers(),
                LocalDateTime.ofInstant(clock.instant(), place.zone),
                new Moment.Counts(
                        book.approvals().numberOf(run.getRun(), Subject.study(request.hash())), tasks.today() + 1),
                room.isolation().isComplete());
        List<PolicyRefusal> refusals = PolicyCheck.ofMoment(rules, moment);
        // By the study's minimum or the policy's: one answer, so that below the policy's nobody can tell how many.
        if (patients < study.file().study().data().minimumPatients()
                || refusals.stream().anyMatch(refusal -> refusal.code() == ErrorCode.TOO_FEW_PATIENTS)) {
            return new Decision.Decline(ErrorCode.TOO_FEW_PATIENTS, "this site has too few patients for the study");
        }
        if (refusals.stream().anyMatch(refusal -> !RunGate.passes(refusal))) {
            return declined(refusals);
        }
        if (!refusals.isEmpty()) {
            return waiting(run, refusals.stream().map(PolicyRefusal::toString).toList());
        }
        RunCohort cohort = tables.cohort(study.file().study(), rows);
        try {
            requireBudget(run, study, rules);
            cohort.require();
        } catch (FederationException spent) {
            LOG.log(System.Logger.Level.WARNING, "run {0} is declined: {1}", run.getRun(), spent.getMessage());
            return new Decision.Decline(spent.code(), String.valueOf(spent.getMessage()));
        }
        book.add(new ApprovalEvent.RunBegun(run.getRun(), request.hash(), under, clock.instant()));
        return join(run, study, accepted(), room.with(input(run, study, rows)), new At(rules, patients, cohort));
    }

    /**
     * Whether all rounds that the study plans fit into what is left, so that no run begins that this site could not go through with. Nothing is set aside: a run that goes on beside it may use it up.
     * @throws FederationException BUDGET_SPENT, or STUDY_UNFIT where no noise keeps the study's ε
     */
    private void requireBudget(RunOffered run, ShelvedStudy study, Policy rules) {
        RunCost.of(study.file().study(), rules.counts())
                .ifPresent(cost -> place.ledger.require(
                        new Charge(Charge.ALL_PATIENTS, run.getRun(), study.hash(), 1, TaskKind.TRAIN, cost)));
    }

    private static Decision declined(List<PolicyRefusal> refusals) {
        return new Decision.Decline(
                refusals.get(0).code(),
                "the site's policy does not allow it: "
                        + String.join(
                                ", ", refusals.stream().map(PolicyRefusal::key).toList()));
    }

    private Decision waiting(RunOffered run, List<String> reasons) {
        String why = String.join("; ", reasons);
        // Asked every second, for days perhaps.
        if (!why.equals(waits.put(run.getRun(), why))) {
            LOG.log(System.Logger.Level.INFO, "run {0} waits: {1}", run.getRun(), why);
        }
        return new Decision.Wait();
    }

    private RunRequest request(RunOffered run, ShelvedStudy study, SignedRoster accepted) {
        return new RunRequest(
                run.getRun(),
                study.file(),
                study.hash(),
                new Setting(study.author(), accepted, self),
                peers(run),
                clock.instant(),
                LocalDateTime.ofInstant(clock.instant(), place.zone).toLocalDate());
    }

    @Override
    public Decision.Join resume(RunOffered run) {
        SignedRoster roster = agreed(run);
        ShelvedStudy study = place.studies
                .find(Digests.of(run.getStudy()), roster.roster())
                .orElseThrow(() -> new FederationException(
                        ErrorCode.STORAGE_CORRUPT,
                        "the study of run '%s' is missing; restore a backup".formatted(run.getRun())));
        SiteTable.Rows rows = tables.of(study.file(), snapshot(run.getRun()));
        WorkerInput input = input(run, study, rows);
        // A policy that gives workers nothing any more stops the run's answers, not the agent.
        return join(
                run,
                study,
                roster,
                definition -> workers.by(policy.get()).with(input).make(definition),
                new At(policy.get(), rows.patients(), tables.cohort(study.file().study(), rows)));
    }

    /** What was found when it was decided; what the run keeps of it is in the journal. */
    private record At(Policy rules, int patients, RunCohort cohort) {}

    private WorkerInput input(RunOffered run, ShelvedStudy study, SiteTable.Rows rows) {
        return WorkerInput.of(study.file(), snapshot(run.getRun()), rows.table());
    }

    /** The roster of then, which may not be the newest any more. */
    private SignedRoster agreed(RunOffered run) {
        try {
            return pins.agreed(Digests.of(run.getRoster()))
                    .orElseThrow(() -> new FederationException(
                            ErrorCode.STORAGE_CORRUPT,
                            "the roster of run '%s' is missing; restore a backup".formatted(run.getRun())));
        } catch (IOException e) {
            throw new FederationException(ErrorCode.STORAGE_FAILED, "rosters can't be read: " + e.getMessage(), e);
        }
    }

    private Decision.Join join(
            RunOffered run, ShelvedStudy study, SignedRoster roster, Answerer.Maker answerers, At at) {
        SortedMap<SiteId, VerifyingKey> peers = new TreeMap<>();
        for (Roster.Site site : roster.roster().sites()) {
            if (run.getSitesList().contains(site.id().name())) {
                peers.put(site.id(), site.key());
            }
        }
        VerifyingKey coordinator = roster.roster().coordinator();
        if (coordinator == null) {
            throw new FederationException(ErrorCode.ROSTER_INVALID, "the accepted roster names no coordinator");
        }
        StartingPoint start = StartingPoint.of(study.file());
        SiteRunDefinition definition = new SiteRunDefinition(
                run.getRun(),
                self,
                study.hash(),
                study.file().study(),
                new RunProgram.Given(start.parameters(), start.threshold()),
                run.getSeed(),
                roster.hash(),
                peers,
                coordinator,
                // A policy that names no number lets no study in.
                Math.max(PeerRules.DEFAULT_MINIMUM_PEERS, at.rules.peers().minimum()),
                at.rules.counts());
        TaskGate gate = gate(run, study, at.patients);
        return new Decision.Join(
                definition, answerers, gate, new OwnReport(study.file(), gate, place.reports), at.cohort);
    }

    private TaskGate gate(RunOffered run, ShelvedStudy study, int patients) {
        return new RunGate(
                new RunGate.Subjects(
                        run.getRun(),
                        study.hash(),
                        Terms.of(study.author().name(), study.file().study()),
                        peers(run),
                        patients),
                new RunGate.Sources(book, policy, workers, tasks, clock, place.zone, place.outbox));
    }

    private List<SiteId> peers(RunOffered run) {
        return run.getSitesList().stream()
                .map(SiteId::new)
                .filter(site -> !site.equals(self))
                .toList();
    }

    /** Its rows are needed no more. */
    @Override
    public void over(String run) {
        try {
            SiteTable.delete(snapshot(run));
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the snapshot of run {0} can''t be deleted, and is tried again at the next start: {1}",
                    run,
                    e.getMessage());
        }
    }

    private Path snapshot(String run) {
        return place.snapshots.resolve(run + ".snapshot");
    }
}
