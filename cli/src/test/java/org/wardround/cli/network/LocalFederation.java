package org.wardround.cli.network;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.server.Coordinator;
import org.wardround.coordinator.server.OfferedStudy;
import org.wardround.coordinator.server.Reception;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.core.study.Study;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.InMemoryTransport;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.StudyOffered;
import org.wardround.publish.counts.CountMode;
import org.wardround.site.agent.Agent;
import org.wardround.site.agent.RunDecider;
import org.wardround.site.agent.RunKeeper;
import org.wardround.site.agent.TaskGate;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnProcess;
import org.wardround.site.run.Remembered;
import org.wardround.site.run.SiteRunDefinition;
import org.wardround.site.run.SumMemory;
import org.wardround.testkit.storage.MemoryDisk;

/** A coordinator and agents in one process, each on a disk of its own, which can be started again from it. Everybody says yes to everything. */
final class LocalFederation implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Sha256 ROSTER = Sha256.of("roster");
    static final String RUN = "run-1";

    private final Study study;
    private final long seed;
    private final SortedMap<SiteId, Table> tables;
    private RunDefinition.Timing timing;
    private final SigningKey coordinatorKey = SigningKey.generate();
    private final SortedMap<SiteId, SigningKey> keys = new TreeMap<>();
    private final SortedMap<SiteId, MemoryDisk> disks = new TreeMap<>();
    private final MemoryDisk disk = new MemoryDisk();
    private final Map<SiteId, Agent> agents = new TreeMap<>();
    private Function<SiteId, Answerer.Maker> answerers;
    private Function<SiteId, RunKeeper> keepers = site -> RunKeeper.NONE;
    private Caps caps = Caps.NONE;
    private Function<SiteId, CountMode> counts = site -> CountMode.SHOWN;
    private Lie lie = (site, sent, told) -> told;
    private String run = RUN;
    private final Map<String, Study> studies = new TreeMap<>();
    private Function<Journal, SumMemory> memory = SumMemory::open;
    private Cohorts cohorts = (journal, site, table) -> RunCohort.UNKNOWN;
    private @Nullable Coordinator coordinator;

    LocalFederation(Study study, long seed, SortedMap<SiteId, Table> tables, RunDefinition.Timing timing) {
        this.study = study;
        this.seed = seed;
        this.tables = tables;
        this.answerers = site -> OwnProcess.with(tables.get(site));
        this.timing = timing;
        studies.put(RUN, study);
        for (SiteId site : tables.keySet()) {
            keys.put(site, SigningKey.generate());
            disks.put(site, new MemoryDisk());
        }
    }

    /** The next run of the same hospitals, or some of them, each with all that it remembers, under a coordinator that begins anew. This one is closed before. */
    LocalFederation again(String nextRun, Study nextStudy, Collection<SiteId> asked) {
        SortedMap<SiteId, Table> some = new TreeMap<>(tables);
        some.keySet().retainAll(asked);
        return again(nextRun, nextStudy, some);
    }

    /** The same, with tables that have changed since. */
    LocalFederation again(String nextRun, Study nextStudy, SortedMap<SiteId, Table> some) {
        LocalFederation next = new LocalFederation(nextStudy, seed, some, timing);
        next.run = nextRun;
        next.studies.clear();
        next.studies.putAll(studies);
        next.studies.put(nextRun, nextStudy);
        next.memory = memory;
        next.cohorts = cohorts;
        some.keySet().forEach(site -> {
            next.keys.put(site, keys.get(site));
            next.disks.put(site, disks.get(site));
        });
        return next;
    }

    /** How long is waited; as said at first, in the runs after this one too, unless said. */
    LocalFederation waiting(RunDefinition.Timing other) {
        timing = other;
        return this;
    }

    /** What hospitals remember of sums; what their journals hold unless said. */
    LocalFederation remembering(Function<Journal, SumMemory> all) {
        memory = all;
        return this;
    }

    /** Whom a site's releases are about; called at each start of an agent. */
    interface Cohorts {
        RunCohort of(Journal journal, SiteId site, Table table);
    }

    /** What hospitals remember of whom they released something about; nothing unless said. */
    LocalFederation knowing(Cohorts all) {
        cohorts = all;
        return this;
    }

    /** What each site may be charged with. */
    LocalFederation capped(Caps most) {
        caps = most;
        return this;
    }

    /** How each site gives the counts of its patients; as they are unless said. */
    LocalFederation counting(Function<SiteId, CountMode> modes) {
        counts = modes;
        return this;
    }

    /** What each site hears in place of what the coordinator tells it in a sum under masks. */
    LocalFederation lying(Lie told) {
        lie = told;
        return this;
    }

    /** Who works out each site's answers from now on; the agents themselves unless said. */
    LocalFederation answeredBy(Function<SiteId, Answerer.Maker> makers) {
        answerers = makers;
        return this;
    }

    /** What each site keeps of the run for itself; nothing unless said. */
    LocalFederation keptBy(Function<SiteId, RunKeeper> all) {
        keepers = all;
        return this;
    }

    /** Starts everybody and waits for the end of the run. */
    RunEnd run() throws Exception {
        CompletableFuture<RunEnd> end = startCoordinator();
        tables.keySet().forEach(this::startAgent);
        return end.get(60, TimeUnit.SECONDS);
    }

    CompletableFuture<RunEnd> startCoordinator() {
        Coordinator started =
                new Coordinator(new Open(), disk.journal(CLOCK), disk.blobs(CLOCK), coordinatorKey, CLOCK, "test");
        coordinator = started;
        ByteString manifest = ByteString.copyFromUtf8("manifest");
        OfferedStudy offered =
                new OfferedStudy(hash(), "Ada", ByteString.copyFrom(new byte[64]), Map.of(hash(), manifest));
        return started.open(
                new RunDefinition(run, hash(), study, RunProgram.Given.NOTHING, seed, ROSTER, verifying(), timing),
                offered);
    }

    SigningKey key(SiteId site) {
        return keys.get(site);
    }

    MemoryDisk disk() {
        return disk;
    }

    MemoryDisk disk(SiteId site) {
        return disks.get(site);
    }

    void startAgent(SiteId site) {
        MemoryDisk own = disks.get(site);
        Journal journal = own.journal(CLOCK);
        Agent agent = new Agent(
                new InMemoryTransport(
                        lie.between(site, Forwarding.to(this::coordinator)),
                        new Caller(site, Sha256.of(site.name()), "here")),
                new Yes(site, cohorts.of(journal, site, tables.get(site))),
                new Agent.Storage(
                        journal,
                        own.blobs(CLOCK),
                        keys.get(site),
                        AuditLog.open(journal, CLOCK),
                        new Remembered(memory.apply(journal), SiteLedger.open(journal, () -> caps))),
                "test");
        agents.put(site, agent);
        Thread thread = new Thread(agent::run, "agent-" + site);
        thread.setDaemon(true);
        thread.start();
    }

    /** As if killed: what it had not written is gone. */
    void stopAgent(SiteId site) {
        agents.remove(site).close();
        disks.get(site).processDies();
    }

    Coordinator coordinator() {
        if (coordinator == null) {
            throw new FederationException(ErrorCode.UNREACHABLE, "not started");
        }
        return coordinator;
    }

    private static Sha256 hash() {
        return Sha256.of("manifest");
    }

    private SortedMap<SiteId, VerifyingKey> verifying() {
        SortedMap<SiteId, VerifyingKey> all = new TreeMap<>();
        keys.forEach((site, key) -> all.put(site, key.verifyingKey()));
        return all;
    }

    private final class Yes implements RunDecider {
        private final SiteId self;
        private final RunCohort cohort;

        Yes(SiteId self, RunCohort cohort) {
            this.self = self;
            this.cohort = cohort;
        }

        @Override
        public void rosterKnown(int newest) {}

        @Override
        public void offered(StudyOffered offered) {}

        @Override
        public Decision decide(RunOffered run) {
            return resume(run);
        }

        @Override
        public Decision.Join resume(RunOffered run) {
            return new Decision.Join(
                    new SiteRunDefinition(
                            run.getRun(),
                            self,
                            hash(),
                            studies.get(run.getRun()),
                            RunProgram.Given.NOTHING,
                            run.getSeed(),
                            ROSTER,
                            verifying(),
                            coordinatorKey.verifyingKey(),
                            PeerRules.DEFAULT_MINIMUM_PEERS,
                            counts.apply(self)),
                    answerers.apply(self),
                    TaskGate.OPEN,
                    keepers.apply(self),
                    cohort);
        }
    }

    /** Lets everybody in. */
    private static final class Open implements Reception {
        @Override
        public void admit(Caller caller, Method method) {}

        @Override
        public void refused(Caller caller, Method method, FederationException problem) {}

        @Override
        public EnrolReply enrol(String address, EnrolRequest request) {
            throw new FederationException(ErrorCode.TOKEN_INVALID, "nobody enrols here");
        }

        @Override
        public RenewReply renew(Caller caller, RenewRequest request) {
            throw new FederationException(ErrorCode.REVOKED, "nothing is renewed here");
        }

        @Override
        public RosterReply roster(RosterRequest request) {
            return RosterReply.getDefaultInstance();
        }

        @Override
        public int rosterNumber() {
            return 1;
        }
    }

    @Override
    public void close() {
        agents.values().forEach(Agent::close);
        if (coordinator != null) {
            coordinator.close();
        }
    }
}
