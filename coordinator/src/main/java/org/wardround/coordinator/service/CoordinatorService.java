package org.wardround.coordinator.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.membership.Membership;
import org.wardround.coordinator.metrics.Measures;
import org.wardround.coordinator.metrics.MeteredApi;
import org.wardround.coordinator.metrics.MeteredJournal;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.server.Coordinator;
import org.wardround.coordinator.server.Reception;
import org.wardround.coordinator.server.RunView;
import org.wardround.coordinator.storage.CoordinatorStorage;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Caller;
import org.wardround.protocol.v1.EnrolReply;
import org.wardround.protocol.v1.EnrolRequest;
import org.wardround.protocol.v1.RenewReply;
import org.wardround.protocol.v1.RenewRequest;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.results.Results;

/**
 * A coordinator that runs: it listens, looks every second for runs and requests in its folder, and renews its certificate. May be killed at any moment and started again.
 * Thread-safe.
 */
public final class CoordinatorService implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CoordinatorService.class.getName());
    private static final String RUNS = "runs";
    private static final String CONTROL = "control";
    private static final Duration LAST_WORK = Duration.ofSeconds(10);

    private final CoordinatorFolder folder;
    private final InstantSource clock;
    private final CoordinatorStorage storage;
    private final Membership membership;
    private final Coordinator coordinator;
    private final SiteServers server;
    private final Listener listener;
    private final Measures measures;
    private final ControlDesk controls;
    private final Set<String> opened = new HashSet<>();
    private volatile boolean ready;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "coordinator-folder");
        thread.setDaemon(true);
        return thread;
    });

    /** Told what happens, for people. Called from several threads. */
    public interface Listener {
        void opened(String run);

        void ended(String run, RunEnd end);

        /** Adds to the folder of a finished run's results what people read. */
        default void publish(Path results, Results content) throws IOException {}

        /** A run in the folder can't be opened. */
        void failed(String run, String why);
    }

    private CoordinatorService(
            CoordinatorFolder folder,
            InstantSource clock,
            CoordinatorStorage storage,
            Membership membership,
            Coordinator coordinator,
            SiteServers server,
            Listener listener,
            Measures measures) {
        this.folder = folder;
        this.clock = clock;
        this.storage = storage;
        this.membership = membership;
        this.coordinator = coordinator;
        this.server = server;
        this.listener = listener;
        this.measures = measures;
        this.controls = new ControlDesk(controls(folder), coordinator);
        RunLog log = new RunLog();
        coordinator.watch(log::changed);
        coordinator.watch(view -> {
            if (!looking.isShutdown()) {
                looking.execute(() -> writeState(view));
            }
        });
        measures.watch(coordinator::views);
    }

    /** The folder where runs are handed in. */
    public static Path runs(CoordinatorFolder folder) {
        return folder.path().resolve(RUNS);
    }

    /** The folder where requests for runs lie ({@link org.wardround.coordinator.request.RequestFolder}). */
    public static Path controls(CoordinatorFolder folder) {
        return folder.path().resolve(CONTROL);
    }

    /** Starts one that sites call by gRPC alone. */
    public static CoordinatorService start(
            CoordinatorFolder folder,
            InetSocketAddress address,
            SigningKey key,
            InstantSource clock,
            String software,
            Listener listener)
            throws IOException {
        return start(folder, new SiteAddresses(address, Optional.empty()), key, clock, software, listener);
    }

    /**
     * Starts one.
     *
     * @param addresses to listen on
     * @param key that signs receipts; the caller closes it after the service
     * @param software name and version
     * @throws FederationException STORAGE_BUSY where another coordinator has the folder
     */
    public static CoordinatorService start(
            CoordinatorFolder folder,
            SiteAddresses addresses,
            SigningKey key,
            InstantSource clock,
            String software,
            Listener listener)
            throws IOException {
        CoordinatorStorage storage = folder.storage(clock);
        boolean started = false;
        try {
            Membership membership = folder.membership(
                    storage,
                    clock,
                    refused -> LOG.log(
                            System.Logger.Level.WARNING,
                            "{0} of {1} refused: {2} ({3})",
                            refused.what(),
                            refused.who(),
                            refused.reason(),
                            refused.code()));
            Measures measures = new Measures(clock);
            Coordinator coordinator = new Coordinator(
                    new Desk(membership),
                    new MeteredJournal(storage.journal(), measures),
                    storage.blobs(),
                    key,
                    clock,
                    software);
            SiteServers server = SiteServers.start(
                    addresses,
                    folder.server(clock),
                    List.of(folder.authority().certificate()),
                    new MeteredApi(coordinator, measures));
            CoordinatorService service =
                    new CoordinatorService(folder, clock, storage, membership, coordinator, server, listener, measures);
            service.looking.scheduleWithFixedDelay(service::look, 0, 1, TimeUnit.SECONDS);
            service.looking.scheduleWithFixedDelay(service::renew, 1, 1, TimeUnit.HOURS);
            started = true;
            return service;
        } finally {
            if (!started) {
                storage.close();
            }
        }
    }

    public int port() {
        return server.port();
    }

    public List<RunView> views() {
        return coordinator.views();
    }

    /** What hospitals have published about themselves of a run, as it came. */
    public SortedMap<SiteId, Bytes> figures(String run) {
        return coordinator.figures(run);
    }

    /** See {@link Coordinator#watch}. */
    public void watch(Consumer<RunView> watcher) {
        coordinator.watch(watcher);
    }

    /** See {@link Coordinator#control}; who asked goes into the log. */
    public CompletableFuture<Void> control(ControlRequest request) {
        return coordinator.control(request).thenRun(() -> ControlDesk.told(request));
    }

    /** The folder of this coordinator. */
    public CoordinatorFolder folder() {
        return folder;
    }

    public Measures measures() {
        return measures;
    }

    /** The roster that holds. */
    public Roster roster() {
        return membership.newest().roster();
    }

    /** Whether sites can call and runs are looked for. */
    public boolean isReady() {
        return ready && !looking.isShutdown();
    }

    private void writeState(RunView view) {
        try {
            if (view.state().equals(RunView.FINISHED)) {
                HospitalFigures.write(runs(folder).resolve(view.run()), view.joined(), figures(view.run()));
            }
            RunStateFile.write(runs(folder), view, clock.instant());
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "where run {0} stands can''t be written: {1}",
                    view.run(),
                    e.getMessage());
        }
    }

    @SuppressWarnings(
            "CatchingUnchecked") // Whatever is wrong with one run must not keep the others from being looked for.
    private void look() {
        try {
            membership.takeRequests(folder.requests());
            Roster newest = membership.newest().roster();
            coordinator.rosterChanged(
                    newest.number(),
                    newest.sites().stream().map(Roster.Site::id).toList());
            for (String run : SubmittedRun.names(runs(folder))) {
                if (opened.add(run)) {
                    open(run);
                }
            }
            controls.look();
            ready = true;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the coordinator''s folder can''t be looked through", e);
        }
    }

    private void open(String run) {
        try {
            SubmittedRun.Opened found = SubmittedRun.open(runs(folder), run, membership.newest());
            listener.opened(run);
            coordinator.open(found.definition(), found.study()).whenComplete((end, failure) -> {
                if (end != null) {
                    ended(found.definition(), end);
                } else {
                    listener.failed(run, String.valueOf(failure.getMessage()));
                }
            });
        } catch (ProblemsException e) {
            listener.failed(
                    run,
                    String.join(
                            "; ", e.problems().stream().map(Object::toString).toList()));
        } catch (IOException | FederationException | IllegalArgumentException e) {
            listener.failed(run, String.valueOf(e.getMessage()));
        }
    }

    private void ended(RunDefinition definition, RunEnd end) {
        String run = definition.run();
        try {
            // Whoever waits for the outcome finds the results beside it.
            publish(definition, end);
            RunOutcomeFolder.write(runs(folder).resolve(run), definition, end);
            listener.ended(run, end);
        } catch (IOException e) {
            listener.failed(run, "what it came to can't be written: " + e.getMessage());
        }
    }

    @SuppressWarnings(
            "CatchingUnchecked") // The run has its model by now, and has ended whatever is wrong with what is said of
    // it.
    private void publish(RunDefinition definition, RunEnd end) {
        String run = definition.run();
        try {
            if (end.finished() != null) {
                RunResultsFolder.write(
                        runs(folder).resolve(run),
                        SubmittedRun.study(runs(folder), run),
                        definition,
                        end.finished(),
                        server.transports(),
                        listener::publish);
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the results of run " + run + " can't be written; its model is there",
                    e);
            listener.failed(run, "its results can't be written, its model is there: " + e.getMessage());
        }
    }

    private void renew() {
        try {
            server.replaceIdentity(folder.server(clock));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the certificate can''t be renewed: {0}", e.getMessage());
        }
    }

    private record Desk(Membership membership) implements Reception {
        @Override
        public void admit(Caller caller, Method method) {
            membership.admit(caller, method);
        }

        @Override
        public void refused(Caller caller, Method method, FederationException problem) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} of {1} from {2} refused: {3} ({4})",
                    method,
                    caller.site(),
                    caller.address(),
                    problem.getMessage(),
                    problem.code());
        }

        @Override
        public EnrolReply enrol(String address, EnrolRequest request) {
            return membership.enrol(address, request);
        }

        @Override
        public RenewReply renew(Caller caller, RenewRequest request) {
            return membership.renew(caller, request);
        }

        @Override
        public RosterReply roster(RosterRequest request) {
            return membership.roster(request);
        }

        @Override
        public int rosterNumber() {
            return membership.newest().roster().number();
        }
    }

    /** Takes no more calls, finishes what is under way, and leaves everything in the journal. */
    @Override
    public void close() {
        looking.shutdownNow();
        server.stop(Duration.ofSeconds(2));
        coordinator.closeAfter(LAST_WORK);
        coordinator.views().forEach(this::writeState);
        measures.close();
        storage.close();
    }
}
