package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.wardround.cli.Program;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.client.Transports;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.service.AgentService;
import org.wardround.site.storage.SiteStorage;

/** A coordinator and its sites as they run for real, over TLS on loopback, but in one process and with clocks that a test sets. */
final class LocalServices implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final List<String> sites;
    private final int port;
    private final SortedMap<String, AgentService> agents = new TreeMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> failed = new ConcurrentHashMap<>();
    private final Set<String> mayEnd = ConcurrentHashMap.newKeySet();
    private final List<SigningKey> keys = new ArrayList<>();
    private final Map<String, AgentService.Connecting> connecting = new ConcurrentHashMap<>();
    private CoordinatorService coordinator;
    private volatile Duration coordinatorAhead;
    private volatile Duration agentsAhead = Duration.ZERO;

    /**
     * Enrols the sites; agents are started by {@link #startAgents}.
     *
     * @param folder with a folder NAME.data for each site
     * @param ahead of the coordinator's clock, while it issues the sites' first certificates and until it is set
     */
    LocalServices(Path folder, List<String> sites, Duration ahead) throws IOException {
        this.folder = folder;
        this.sites = List.copyOf(sites);
        this.coordinatorAhead = ahead;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        Files.writeString(path("pass"), "a long enough passphrase\n");
        Files.setPosixFilePermissions(path("pass"), PosixFilePermissions.fromString("rw-------"));
        command("federation init Hearts --administrator Ada --signatures 1 --out @hearts --passphrase-file @pass");
        command("federation key --out @dora.key --passphrase-file @pass");
        command("federation author add Dora --key @dora.pub --federation @hearts");
        sign();
        command("coordinator init --out @coordinator --roster @hearts --host 127.0.0.1,localhost --port " + port);
        command("federation coordinator set --key @coordinator/coordinator.pub --federation @hearts");
        for (String site : sites) {
            command("coordinator token %s --coordinator @coordinator --out @%s.token".formatted(site, site));
        }
        this.coordinator = startCoordinator();
        for (String site : sites) {
            command("site enroll --token @%s.token --out @%s".formatted(site, site));
            command("federation site add %s --title Hospital --key @%s/identity.pub --federation @hearts"
                    .formatted(site, site));
            policy(site, ProcessFederation.POLICY.replace("minimum: 2", "minimum: 1"));
        }
        sign();
        command("coordinator roster --roster @hearts --coordinator @coordinator");
        await("roster 2", () -> coordinator.roster().number() == 2);
    }

    private CoordinatorService startCoordinator() throws IOException {
        CoordinatorFolder own = CoordinatorFolder.open(path("coordinator"));
        SigningKey key = own.signingKey(Optional.empty());
        keys.add(key);
        return CoordinatorService.start(
                own,
                new InetSocketAddress("127.0.0.1", port),
                key,
                () -> Instant.now().plus(coordinatorAhead),
                "test",
                new CoordinatorService.Listener() {
                    @Override
                    public void opened(String run) {}

                    @Override
                    public void ended(String run, RunEnd end) {}

                    @Override
                    public void failed(String run, String why) {}
                });
    }

    private void sign() {
        command("federation sign --federation @hearts --key @hearts/private/administrator.key --passphrase-file @pass");
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void policy(String site, String text) throws IOException {
        Files.writeString(path(site).resolve("policy.yaml"), text);
    }

    /** Of the coordinator's clock from now on, against this computer's. */
    void coordinatorAt(Duration ahead) {
        coordinatorAhead = ahead;
    }

    /** Of all agents' clock from now on. */
    void agentsAt(Duration ahead) {
        agentsAhead = ahead;
    }

    InstantSource agentsClock() {
        return () -> Instant.now().plus(agentsAhead);
    }

    /** All sites accept the newest roster. */
    void startAgents() throws IOException {
        for (String site : sites) {
            startAgent(site);
        }
        for (String site : sites) {
            await("roster at " + site, () -> ran("site peers --site @%s --accept 2".formatted(site)));
        }
    }

    void startAgent(String site) throws IOException {
        SiteFolder own = SiteFolder.open(path(site));
        SigningKey key = own.identityKey(Optional.empty());
        keys.add(key);
        AgentService agent = AgentService.open(
                own,
                path(site + ".data"),
                key,
                agentsClock(),
                new AgentService.Program("test", (folder, results) -> {}),
                connecting.getOrDefault(site, Transports::of));
        agents.put(site, agent);
        Thread thread = new Thread(
                () -> {
                    try {
                        agent.run();
                    } catch (RuntimeException e) {
                        failed.put(site, e);
                    }
                },
                "agent-" + site);
        thread.setDaemon(true);
        threads.put(site, thread);
        thread.start();
    }

    /** In good order. */
    void stopCoordinator() {
        coordinator.close();
    }

    /** Once more, from its folder as it is now. */
    void restartCoordinator() throws IOException {
        coordinator = startCoordinator();
    }

    /** How a site calls from its next start on. */
    void connecting(String site, AgentService.Connecting how) {
        connecting.put(site, how);
    }

    /** In good order; it may be started again. */
    void stopAgent(String site) throws InterruptedException {
        agents.remove(site).close();
        threads.remove(site).join();
    }

    /** How many agents work. */
    int running() {
        return (int) threads.values().stream().filter(Thread::isAlive).count();
    }

    /** The agent of this site is expected to end by itself. */
    void mayEnd(String site) {
        mayEnd.add(site);
    }

    /** Why an agent has ended; null where it has not. */
    RuntimeException failure(String site) {
        return failed.get(site);
    }

    /** Signs a study and hands in a run of it. */
    void run(Path study, String run, long seed, String... options) {
        if (!Files.exists(Path.of(study + ".sig"))) {
            command("study sign %s --key @dora.key --passphrase-file @pass".formatted(study));
        }
        command("coordinator run %s --coordinator @coordinator --federation @hearts --name %s --seed %d %s"
                .formatted(study, run, seed, String.join(" ", options))
                .strip());
    }

    void approve(String study) {
        for (String site : sites) {
            await(
                    "approval at " + site,
                    () -> ran("site approve %s --site @%s --as Eve --until 2099-12-31".formatted(study, site)));
        }
    }

    boolean isOver(String run) {
        return Files.exists(outcomeFile(run));
    }

    private Path outcomeFile(String run) {
        return path("coordinator").resolve("runs").resolve(run).resolve("outcome.properties");
    }

    /** How the run ended; waits for it. */
    Map<Object, Object> outcome(String run) throws IOException {
        await("the outcome of " + run, () -> isOver(run));
        Properties outcome = new Properties();
        outcome.load(new StringReader(Files.readString(outcomeFile(run))));
        return outcome;
    }

    /** What hospitals have published about themselves of a run, as the coordinator has it. */
    SortedMap<SiteId, Bytes> published(String run) {
        return coordinator.figures(run);
    }

    /** How many answers have left a site. */
    long released(String site) {
        return audit(site).stream()
                .filter(line -> line.contains("\"event\":\"released\""))
                .count();
    }

    /** The lines of a site's audit log. */
    List<String> audit(String site) {
        List<String> lines = new ArrayList<>();
        try (Journal journal = SiteStorage.read(path(site))) {
            journal.replay(
                    AuditLog.STREAM,
                    0,
                    stored -> lines.add(new String(stored.event().payload().toArray(), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return lines;
    }

    /** Runs a command of Wardround in this process; a word after @ is a path in the folder. */
    String command(String line) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(exitCode(line, printed))
                .as("%s%n%s", line, printed.toString(StandardCharsets.UTF_8))
                .isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }

    boolean ran(String line) {
        return exitCode(line, new ByteArrayOutputStream()) == 0;
    }

    int exitCode(String line, ByteArrayOutputStream printed) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Program(new Session(out, out, Screen.PLAIN, Clock.systemUTC(), folder)).run(words(line));
    }

    private List<String> words(String line) {
        return Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("@") ? path(word.substring(1)).toString() : word)
                .toList();
    }

    /** Looks until it is true; fails after a minute. */
    void await(String what, BooleanSupplier happened) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            assertThat(failed.keySet()).as("%s; %s", what, failed).isSubsetOf(mayEnd);
            assertThat(Instant.now())
                    .as("%s; agents that ended: %s", what, failed)
                    .isBefore(end);
            ProcessFederation.pause(50);
        }
    }

    @Override
    public void close() {
        agents.values().forEach(AgentService::close);
        coordinator.close();
        keys.forEach(SigningKey::close);
    }
}
