package org.wardround.benchmarks;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.server.Coordinator;
import org.wardround.coordinator.server.OfferedStudy;
import org.wardround.coordinator.server.Reception;
import org.wardround.coordinator.server.RunView;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.FileBlobStore;
import org.wardround.core.storage.Journal;
import org.wardround.core.study.Study;
import org.wardround.core.trust.ServerAddress;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.grpc.GrpcServer;
import org.wardround.protocol.grpc.GrpcTransport;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.StudyOffered;
import org.wardround.site.agent.Agent;
import org.wardround.site.agent.RunDecider;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.SiteRunDefinition;

/**
 * A coordinator and agents with journals and stores on disk that talk by gRPC over TLS on loopback, all in this process. Everybody says yes to everything: people, policies and
 * rosters are left out, all that a round does is in.
 */
final class LoopbackFederation implements AutoCloseable {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Sha256 STUDY = Sha256.of("study");
    private static final Sha256 ROSTER = Sha256.of("roster");
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path folder;
    private final Study study;
    private final RunProgram.Given given;
    private final SortedMap<SiteId, SigningKey> keys = new TreeMap<>();
    private final SigningKey coordinatorKey = SigningKey.generate();
    private final LoopbackCertificates certificates = new LoopbackCertificates();
    private final LongAdder coordinatorCommits = new LongAdder();
    private final LongAdder siteCommits = new LongAdder();
    private final List<Runnable> endings = new ArrayList<>();

    /** @param folder of its own, for journals and stores */
    LoopbackFederation(Path folder, Study study, RunProgram.Given given, SortedSet<SiteId> sites) {
        this.folder = folder;
        this.study = study;
        this.given = given;
        sites.forEach(site -> keys.put(site, SigningKey.generate()));
    }

    /** Commits of the coordinator's journal so far. */
    long coordinatorCommits() {
        return coordinatorCommits.sum();
    }

    /** Of all sites' journals together. */
    long siteCommits() {
        return siteCommits.sum();
    }

    /**
     * Starts everybody.
     *
     * @param answerers who works out each site's answers
     * @param watcher is told how the run stands
     * @return how it ended, once it has
     */
    CompletableFuture<RunEnd> run(
            String run, long seed, Function<SiteId, Answerer.Maker> answerers, Consumer<RunView> watcher)
            throws IOException {
        Path own = Files.createDirectories(folder.resolve("coordinator"));
        BlobStore blobs = FileBlobStore.open(own.resolve("blobs"));
        Journal journal = CountedJournal.open(own.resolve("journal.db"), CLOCK, coordinatorCommits);
        Coordinator coordinator = new Coordinator(new OpenDoor(), journal, blobs, coordinatorKey, CLOCK, "measurement");
        coordinator.watch(watcher);
        GrpcServer server = GrpcServer.start(
                new GrpcServer.Settings(
                        new InetSocketAddress("127.0.0.1", 0), certificates.server(), certificates.authorities()),
                coordinator);
        CompletableFuture<RunEnd> end = coordinator.open(
                new RunDefinition(run, STUDY, study, given, seed, ROSTER, verifying(), RunDefinition.Timing.USUAL),
                new OfferedStudy(
                        STUDY,
                        "Author",
                        ByteString.copyFrom(new byte[64]),
                        Map.of(STUDY, ByteString.copyFromUtf8("study"))));
        endings.add(() -> {
            server.stop(GRACE);
            coordinator.close();
            journal.close();
            blobs.close();
        });
        for (SiteId site : keys.keySet()) {
            startAgent(site, server.port(), answerers.apply(site));
        }
        return end;
    }

    private void startAgent(SiteId site, int port, Answerer.Maker answerers) throws IOException {
        Path own = Files.createDirectories(folder.resolve(site.name()));
        BlobStore blobs = FileBlobStore.open(own.resolve("blobs"));
        Journal journal = CountedJournal.open(own.resolve("journal.db"), CLOCK, siteCommits);
        Transport transport = GrpcTransport.of(
                new Route(new ServerAddress("127.0.0.1", port), certificates.authorities()),
                new RenewableKey(certificates.site(site.name())));
        Agent agent = new Agent(
                transport,
                new Yes(site, answerers),
                new Agent.Storage(
                        journal, blobs, Objects.requireNonNull(keys.get(site)), AuditLog.open(journal, CLOCK)),
                "measurement");
        Thread thread = new Thread(agent::run, "agent-" + site);
        thread.setDaemon(true);
        thread.start();
        endings.add(() -> {
            agent.close();
            transport.close();
            journal.close();
            blobs.close();
        });
    }

    private SortedMap<SiteId, VerifyingKey> verifying() {
        SortedMap<SiteId, VerifyingKey> all = new TreeMap<>();
        keys.forEach((site, key) -> all.put(site, key.verifyingKey()));
        return all;
    }

    private final class Yes implements RunDecider {
        private final SiteId self;
        private final Answerer.Maker answerers;

        Yes(SiteId self, Answerer.Maker answerers) {
            this.self = self;
            this.answerers = answerers;
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
                            STUDY,
                            study,
                            given,
                            run.getSeed(),
                            ROSTER,
                            verifying(),
                            coordinatorKey.verifyingKey()),
                    answerers);
        }
    }

    /** Lets everybody in whom TLS has let in. */
    private static final class OpenDoor implements Reception {
        @Override
        public void admit(Caller caller, Method method) {}

        @Override
        public void refused(Caller caller, Method method, FederationException problem) {
            Stopwatch.print("refused: %s of %s: %s", method, caller.site(), String.valueOf(problem.getMessage()));
        }

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

    /** Agents first, the coordinator last. */
    @Override
    public void close() {
        for (int i = endings.size() - 1; i >= 0; i--) {
            endings.get(i).run();
        }
    }
}
