package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Batch;
import org.wardround.core.task.TaskKind;
import org.wardround.core.trust.SignedRoster;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.site.agent.RunDecider.Decision;
import org.wardround.site.agent.TaskGate;
import org.wardround.site.approval.ApprovalEvent;
import org.wardround.site.approval.Approvals;
import org.wardround.site.approval.Binding;
import org.wardround.site.approval.Consent;
import org.wardround.site.approval.Person;
import org.wardround.site.approval.RunRequest;
import org.wardround.site.approval.Subject;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.dossier.Dossiers;
import org.wardround.site.dossier.Setting;
import org.wardround.site.envelope.EnvelopeDraft;
import org.wardround.site.envelope.EnvelopeFile;
import org.wardround.site.governance.DecisionBook;
import org.wardround.site.governance.GovernedDecider;
import org.wardround.site.identity.RosterPins;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.outbox.OutboxShelf;
import org.wardround.site.policy.Policy;
import org.wardround.site.policy.PolicyFile;
import org.wardround.site.report.OwnReport;
import org.wardround.site.service.AgentService;
import org.wardround.site.study.ShelvedStudy;
import org.wardround.site.study.StudyShelf;
import org.wardround.site.worker.CurrentWorkers;
import org.wardround.testkit.storage.MemoryDisk;

/**
 * Each answer that a site gives to the offer of a run, and each reason. Roster, study and tables are those of a site that has enrolled; decisions, policy, clock and the
 * number of tasks are the test's.
 */
class GovernedDeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final Person EVE = new Person("Eve");
    private static final String RULES = ProcessFederation.POLICY.replace("minimum: 2", "minimum: 1");

    @TempDir
    Path folder;

    private final Decisions book = new Decisions();
    private final Calls calls = new Calls();
    private final MemoryDisk disk = new MemoryDisk();
    private CohortMemory cohorts;
    private final SiteLedger ledger =
            SiteLedger.open(disk.journal(() -> NOW), () -> this.policy.limits().caps());
    private Policy policy = policy(RULES);
    private int tasks;
    private RosterPins pins;
    private StudyShelf studies;
    private SignedRoster roster;
    private ShelvedStudy study;
    private CurrentWorkers workers;
    private GovernedDecider decider;

    @BeforeEach
    void enrol() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        Path file = hospitals.study("decided", MockHospitals.TRAINS.formatted(2, 2));
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.startAgents();
            services.run(file, "offered", 1);
            services.await(
                    "the study",
                    () -> services.command("site studies --site @site-1").contains("decided"));
        }
        SiteFolder site = SiteFolder.open(folder.resolve("site-1"));
        pins = site.rosters();
        roster = pins.pinned();
        studies = AgentService.studies(site.path());
        study = studies.find(studies.hashes().get(0), roster.roster()).orElseThrow();
        cohorts = CohortMemory.open(disk.journal(() -> NOW), PatientMarker.open(folder), () -> policy.differences());
        workers = new CurrentWorkers(List.of(site.path()), snapshots());
        decider = new GovernedDecider(
                new SiteId("site-1"),
                new GovernedDecider.Place(
                        studies,
                        folder.resolve("site-1.data"),
                        snapshots(),
                        new OwnReport.Keeping(AgentService.reports(folder), (report, results) -> {}, null),
                        AgentService.outbox(folder),
                        ledger,
                        cohorts,
                        ZONE),
                pins,
                book,
                () -> policy,
                workers,
                () -> tasks,
                () -> NOW,
                calls);
    }

    @AfterEach
    void endWorkers() {
        workers.close();
    }

    private Path snapshots() {
        return folder.resolve("site-1/snapshots");
    }

    @Test
    void waits_for_another_roster_a_study_and_a_person() {
        book.all = Approvals.NONE.with(yes());
        RunOffered.Builder offer = offer("run-1").toBuilder();
        waits(offer.clone().setRoster(Digests.toBytes(Sha256.of("another"))).build());
        waits(offer.clone().setStudy(Digests.toBytes(Sha256.of("another"))).build());
        book.all = Approvals.NONE;
        waits(offer.build());
        assertThat(book.added).isEmpty();
        book.all = Approvals.NONE.with(yes());
        policy = policy(RULES.replace("approvers: 1", "approvers: 2"));
        waits(offer.build());
        policy = policy(RULES);
        assertThat(decider.decide(offer.build())).isInstanceOf(Decision.Join.class);
    }

    @Test
    void a_wait_is_logged_once_and_again_where_its_reason_changes() {
        Logger logger = Logger.getLogger(GovernedDecider.class.getName());
        List<String> logged = new ArrayList<>();
        Handler handler = new LoggedLines(logged);
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                waits(offer("run-1"));
            }
            book.all = Approvals.NONE.with(yes());
            policy = policy(RULES.replace("approvers: 1", "approvers: 2"));
            waits(offer("run-1"));
            waits(offer("run-1"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).hasSize(2);
    }

    /** Keeps what is logged. */
    private static final class LoggedLines extends Handler {
        private final List<String> lines;

        LoggedLines(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord one) {
            lines.add(one.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void declines_what_people_or_policy_refuse_whatever_happens_later() {
        for (String[] change : new String[][] {
            {"authors: [Dora]", "authors: [Cora]", "authors", "NOT_ALLOWED"},
            {"tasks: [describe, train, fit, evaluate]", "tasks: [describe]", "tasks", "NOT_ALLOWED"},
            {"sum: plain", "sum: no", "releases", "NOT_ALLOWED"},
            {
                "minimumPatients: 5",
                "minimumPatients: 100000",
                "this site has too few patients for the study",
                "TOO_FEW_PATIENTS"
            },
            {"minimum: 1}", "minimum: 7}", "peers", "NOT_ALLOWED"},
        }) {
            policy = policy(RULES.replace(change[0], change[1]));
            book.all = Approvals.NONE.with(yes());
            declines(offer("run-1"), ErrorCode.valueOf(change[3]), change[2]);
        }
        policy = policy(RULES.replace("runs: 100", "runs: 1"));
        book.all = Approvals.NONE.with(yes()).with(new ApprovalEvent.RunBegun("run-0", study.hash(), subject(), NOW));
        declines(offer("run-1"), ErrorCode.NOT_ALLOWED, "limits.runs");
        policy = policy(RULES);
        book.all = Approvals.NONE.with(new ApprovalEvent.Rejected(subject(), Sha256.of("dossier"), EVE, NOW, ""));
        declines(offer("run-1"), ErrorCode.NOT_APPROVED, "have said no");
        book.all = Approvals.NONE.with(yes()).with(new ApprovalEvent.Revoked(subject(), EVE, NOW, ""));
        declines(offer("run-1"), ErrorCode.NOT_APPROVED, "have said no");
        assertThat(book.added).isEmpty();
    }

    @Test
    void declines_what_would_tell_of_few_patients_by_its_difference_from_what_was_released() throws Exception {
        book.all = Approvals.NONE.with(yes());
        Decision.Join first = (Decision.Join) decider.decide(offer("run-1"));
        Decision.Join unanswered = (Decision.Join) decider.decide(offer("run-2"));
        first.cohort().remember((digest, beside) -> disk.journal(() -> NOW).append(new Batch(beside)));
        assertThat(decider.decide(offer("run-3"))).as("the same patients").isInstanceOf(Decision.Join.class);

        Path table = folder.resolve("site-1.data/site-1.csv");
        List<String> lines = Files.readAllLines(table);
        Files.write(table, lines.subList(0, lines.size() - 3));
        declines(offer("run-4"), ErrorCode.WOULD_ISOLATE_PATIENTS, "1 to 10 patients");
        unanswered.cohort().require();
        policy = policy(RULES + "cohorts: {differences: any}\n");
        book.all = Approvals.NONE.with(yes());
        assertThat(decider.decide(offer("run-5"))).isInstanceOf(Decision.Join.class);

        assertThat(snapshots().resolve("run-5.snapshot.patients")).exists();
        decider.over("run-5");
        try (Stream<Path> left = Files.list(snapshots())) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("run-5"));
        }
    }

    @Test
    void declines_the_run_after_the_last_of_an_envelope() {
        EnvelopeFile envelope = EnvelopeFile.of(
                Path.of("envelope.yaml"),
                EnvelopeDraft.of(
                                study.file(),
                                "Dora",
                                List.of(new SiteId("site-2")),
                                1,
                                NOW.atZone(ZONE).toLocalDate().plusDays(30))
                        .getBytes(StandardCharsets.UTF_8));
        book.envelopes.add(envelope);
        Subject family = Subject.envelope(envelope.hash());
        Binding binding = Binding.of(setting(), Dossiers.ofEnvelope(envelope, setting(), policy));
        book.all = Approvals.NONE.with(
                new ApprovalEvent.Approved(family, binding, EVE, NOW, NOW.plus(Duration.ofDays(30))));
        assertThat(decider.decide(offer("run-1"))).isInstanceOf(Decision.Join.class);
        declines(offer("run-2"), ErrorCode.NOT_APPROVED, "has no run left");
    }

    @Test
    void waits_where_time_alone_stands_against_it() {
        book.all = Approvals.NONE.with(yes());
        policy = policy(RULES.replace("hours: any", "hours: [\"Mo-Su 22:00-23:00\"]"));
        waits(offer("run-1"));
        policy = policy(RULES.replace("tasksPerDay: 100000", "tasksPerDay: 3"));
        tasks = 3;
        waits(offer("run-1"));
        tasks = 2;
        assertThat(decider.decide(offer("run-1"))).isInstanceOf(Decision.Join.class);
    }

    @Test
    void what_is_asked_about_the_finished_model_waits_for_a_person_where_the_policy_says_so() {
        book.all = Approvals.NONE.with(yes());
        TaskGate gate = ((Decision.Join) decider.decide(offer("run-1"))).gate();
        assertThat(gate.ask(TaskKind.EVALUATE)).isInstanceOf(TaskGate.Verdict.Open.class);

        policy = policy(RULES.replace("siteFigure: no", "siteFigure: no, finalModel: ask"));
        assertThat(gate.ask(TaskKind.TRAIN)).isInstanceOf(TaskGate.Verdict.Open.class);
        assertThat(gate.ask(TaskKind.EVALUATE)).isInstanceOf(TaskGate.Verdict.Later.class);
        assertThat(gate.ask(TaskKind.EVALUATE)).isInstanceOf(TaskGate.Verdict.Later.class);

        OutboxShelf.Held held = AgentService.outbox(folder).held("run-1").orElseThrow();
        assertThat(new String(held.bytes().toArray(), StandardCharsets.UTF_8))
                .contains("run run-1", study.hash().hex());
        book.add(decided(true, Sha256.of("something else")));
        assertThat(gate.ask(TaskKind.EVALUATE)).isInstanceOf(TaskGate.Verdict.Later.class);
        book.add(decided(true, held.bytes().digest()));
        assertThat(gate.ask(TaskKind.EVALUATE)).isInstanceOf(TaskGate.Verdict.Open.class);

        book.added.clear();
        book.add(decided(false, held.bytes().digest()));
        book.add(decided(true, held.bytes().digest()));
        assertThat(gate.ask(TaskKind.EVALUATE))
                .isInstanceOfSatisfying(
                        TaskGate.Verdict.No.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NOT_APPROVED));
        assertThat(gate.ask(TaskKind.DESCRIBE)).isInstanceOf(TaskGate.Verdict.Open.class);
    }

    private ApprovalEvent decided(boolean released, Sha256 content) {
        return new ApprovalEvent.OutboxDecided(released, "run-1", study.hash(), content, EVE, NOW, "");
    }

    @Test
    void waits_where_workers_cannot_be_isolated() {
        book.all = Approvals.NONE.with(yes());
        policy = policy(RULES.replace("{allowUnisolated: true}", "{prefix: [/bin/false]}"));
        book.all = Approvals.NONE.with(yes());
        waits(offer("run-1"));
    }

    @Test
    void declines_where_tables_do_not_fit_or_hold_too_few_patients_and_tells_no_number() throws IOException {
        book.all = Approvals.NONE.with(yes());
        Path table = folder.resolve("site-1.data/site-1.csv");
        List<String> rows = Files.readAllLines(table);
        Files.write(table, rows.subList(0, 4));
        declines(offer("run-1"), ErrorCode.TOO_FEW_PATIENTS, "this site has too few patients for the study");
        Files.writeString(folder.resolve("site-1.data/mapping.yaml"), "sites: {file: none.csv}\n");
        Decision.Decline unfit = (Decision.Decline) decider.decide(offer("run-2"));
        assertThat(unfit.reason()).contains("does not fit the study").doesNotContain("none.csv");
    }

    @Test
    void a_yes_names_peers_and_keys_of_the_roster_is_written_down_and_is_the_same_after_a_restart() {
        book.all = Approvals.NONE.with(yes());
        Decision.Join join = (Decision.Join) decider.decide(offer("run-1"));
        assertThat(join.definition().run()).isEqualTo("run-1");
        assertThat(join.definition().hash()).isEqualTo(study.hash());
        assertThat(join.definition().roster()).isEqualTo(roster.hash());
        assertThat(join.definition().peers()).containsOnlyKeys(new SiteId("site-1"), new SiteId("site-2"));
        assertThat(join.definition().coordinator()).isEqualTo(roster.roster().coordinator());
        assertThat(book.added).containsExactly(new ApprovalEvent.RunBegun("run-1", study.hash(), subject(), NOW));
        assertThat(snapshots().resolve("run-1.snapshot")).exists();

        policy = Policy.DENY_ALL;
        book.all = Approvals.NONE;
        Decision.Join again = decider.resume(offer("run-1"));
        assertThat(again.definition().peers()).isEqualTo(join.definition().peers());
        assertThat(again.definition().seed()).isEqualTo(join.definition().seed());
        decider.over("run-1");
        decider.over("run-1");
        assertThat(snapshots().resolve("run-1.snapshot")).doesNotExist();
    }

    @Test
    void what_a_run_needs_to_go_on_and_is_gone_is_named() {
        RunOffered.Builder offer = offer("run-1").toBuilder();
        corrupt(offer.clone().setRoster(Digests.toBytes(Sha256.of("another"))).build(), "the roster of run 'run-1'");
        corrupt(offer.clone().setStudy(Digests.toBytes(Sha256.of("another"))).build(), "the study of run 'run-1'");
    }

    @Test
    void newer_rosters_are_fetched_and_no_others() throws IOException {
        decider.rosterKnown(pins.held());
        assertThat(calls.made).isEmpty();
        assertThatExceptionOfType(FederationException.class).isThrownBy(() -> decider.rosterKnown(pins.held() + 1));
        assertThat(calls.made).containsExactly(Method.ROSTER);
    }

    private void corrupt(RunOffered offer, String what) {
        assertThatExceptionOfType(FederationException.class)
                .isThrownBy(() -> decider.resume(offer))
                .withMessageContaining(what)
                .extracting(FederationException::code)
                .isEqualTo(ErrorCode.STORAGE_CORRUPT);
    }

    private void waits(RunOffered offer) {
        assertThat(decider.decide(offer)).isInstanceOf(Decision.Wait.class);
    }

    private void declines(RunOffered offer, ErrorCode code, String reason) {
        assertThat(decider.decide(offer)).isInstanceOfSatisfying(Decision.Decline.class, decline -> {
            assertThat(decline.reason()).contains(reason);
            assertThat(decline.code()).as(reason).isEqualTo(code);
        });
    }

    private Subject subject() {
        return Subject.study(study.hash());
    }

    private Setting setting() {
        return new Setting(study.author(), roster, new SiteId("site-1"));
    }

    private ApprovalEvent yes() {
        RunRequest request = new RunRequest(
                "run-1",
                study.file(),
                study.hash(),
                setting(),
                List.of(new SiteId("site-2")),
                NOW,
                NOW.atZone(ZONE).toLocalDate());
        return new ApprovalEvent.Approved(
                subject(), Consent.binding(request, policy), EVE, NOW, NOW.plus(Duration.ofDays(30)));
    }

    private RunOffered offer(String run) {
        return RunOffered.newBuilder()
                .setRun(run)
                .setStudy(Digests.toBytes(study.hash()))
                .setRoster(Digests.toBytes(roster.hash()))
                .addAllSites(List.of("site-1", "site-2"))
                .setSeed(7)
                .setProgram(1)
                .build();
    }

    private static Policy policy(String text) {
        return PolicyFile.of(Path.of("policy.yaml"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Decisions implements DecisionBook {
        private final List<ApprovalEvent> added = new ArrayList<>();
        private final List<EnvelopeFile> envelopes = new ArrayList<>();
        private Approvals all = Approvals.NONE;

        @Override
        public Approvals approvals() {
            return all;
        }

        @Override
        public List<ApprovalEvent> events() {
            return added;
        }

        @Override
        public List<EnvelopeFile> envelopes() {
            return envelopes;
        }

        @Override
        public void add(ApprovalEvent event) {
            added.add(event);
            all = all.with(event);
        }
    }

    /** A coordinator that nobody reaches. */
    private static final class Calls implements Transport {
        private final List<Method> made = new ArrayList<>();

        @Override
        public Message call(Method method, Message request) {
            made.add(method);
            throw new FederationException(ErrorCode.UNREACHABLE, "nobody answers");
        }

        @Override
        public HelloReply hello(HelloRequest request) {
            throw new FederationException(ErrorCode.UNREACHABLE, "nobody answers");
        }

        @Override
        public ProtocolVersion version() {
            return ProtocolVersion.CURRENT;
        }

        @Override
        public void upload(BlobReference blob, BlobSource source) {
            throw new FederationException(ErrorCode.UNREACHABLE, "nobody answers");
        }

        @Override
        public void download(BlobReference blob, BlobSink sink) {
            throw new FederationException(ErrorCode.UNREACHABLE, "nobody answers");
        }

        @Override
        public void reconnect() {}

        @Override
        public void close() {}
    }
}
