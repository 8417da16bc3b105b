package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.BlobWords;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.testkit.storage.MemoryDisk;

/**
 * A federation whose time, network, disks and crashes are decided by one seed: the same {@link org.wardround.coordinator.run.RunKeeper} and {@link
 * org.wardround.site.run.SiteRun} as in earnest, on a clock that stands still between events. After each event the {@link Invariants} are held against all that anybody has heard.
 * From a certain time on nothing fails any more, and then the run has to come to its end. Not thread-safe.
 */
final class FaultSimulation implements FaultySite.World, AutoCloseable {
    private static final long FAULTS_END = 4_000;
    private static final long PATIENCE = 60_000;
    private static final long RUN_ENDS_WITHIN = 200_000;
    private static final int LONGEST_DOWN_MILLIS = 400;
    private static final int CALLS_TO_STOP = 25;
    private static final int ROOM_BYTES = 3_000;
    private static final Map<String, String> UNDISTURBED = new ConcurrentHashMap<>();

    private final FaultStudy study;
    private final Plant plant;
    private final SeededStream random;
    private final VirtualTime time = new VirtualTime();
    private final LossyNetwork network;
    private final FaultyCoordinator coordinator;
    private final Map<SiteId, FaultySite> sites = new LinkedHashMap<>();
    private final Invariants invariants;
    private final Tally tally = new Tally();
    private Weather weather;

    /** What happened, so that a test can tell whether anything did. */
    static final class Tally {
        int events;
        int kills;
        int powerCuts;
        int stops;
        int finished;
        int undisturbed;

        synchronized void add(Tally other) {
            events += other.events;
            kills += other.kills;
            powerCuts += other.powerCuts;
            stops += other.stops;
            finished += other.finished;
            undisturbed += other.undisturbed;
        }
    }

    private FaultSimulation(FaultStudy sound, Plant plant, SeededStream random, Weather weather) {
        this.plant = plant;
        this.study = plant.study(sound);
        this.random = random;
        this.weather = weather;
        this.network = new LossyNetwork(time, SeededStream.of(random.nextLong(), "network"), weather);
        Duration round = Duration.ofMillis(weather == Weather.FAIR ? PATIENCE : 150L + random.nextInt(1200));
        Duration patience = Duration.ofMillis(weather.patient() ? PATIENCE : 2000);
        Duration join = Duration.ofMillis(weather.patient() || random.nextInt(2) == 0 ? PATIENCE : 300);
        this.coordinator =
                new FaultyCoordinator(study, study.run(join, round, patience), time, plant, this::coordinatorCrashed);
        this.invariants = new Invariants(
                sound,
                time,
                (digest, length, ring) -> new BlobWords(
                        coordinator.disk().blobs(time).find(digest).orElseThrow(), ring));
        invariants.roundsTake(Math.min(round.toMillis(), patience.toMillis()));
        for (SiteId site : study.tables().keySet()) {
            sites.put(site, new FaultySite(site, this, SeededStream.of(random.nextLong(), "site")));
        }
        Map<SiteId, MemoryDisk> disks = new LinkedHashMap<>();
        sites.forEach((site, process) -> disks.put(site, process.disk()));
        plant.disks(coordinator.disk(), disks);
    }

    /** The faults of one seed. */
    static Tally run(long seed, FaultStudy study, Plant plant) {
        SeededStream random = SeededStream.of(seed, "faults", study.label());
        try (FaultSimulation simulation = new FaultSimulation(study, plant, random, Weather.drawn(random))) {
            return simulation.run();
        }
    }

    /** One planned fault: a party's process ends at that call to its disk. */
    static Tally stopping(FaultStudy study, Optional<SiteId> party, int call, boolean power) {
        SeededStream random = SeededStream.of(call, "stopping");
        try (FaultSimulation simulation = new FaultSimulation(study, Plant.NONE, random, Weather.FAIR)) {
            simulation.powerFails = power;
            simulation.disk(party).stopAt(call);
            return simulation.run();
        }
    }

    /** How many calls to its disk a party makes in a run without faults. */
    static int calls(FaultStudy study, Optional<SiteId> party) {
        try (FaultSimulation simulation =
                new FaultSimulation(study, Plant.NONE, SeededStream.of(0, "stopping"), Weather.FAIR)) {
            simulation.run();
            return simulation.disk(party).calls();
        }
    }

    private boolean powerFails;

    private MemoryDisk disk(Optional<SiteId> party) {
        return party.map(site -> sites.get(site).disk()).orElseGet(coordinator::disk);
    }

    private Tally run() {
        arm(coordinator.disk());
        coordinator.start();
        sites.values().forEach(site -> arm(site.disk()));
        sites.values().forEach(FaultySite::start);
        time.after(FAULTS_END, this::clearsUp);
        while (!isOver()) {
            assertThat(time.now())
                    .as("virtual time, while the run goes on: %s, %s", coordinator, sites.values())
                    .isLessThan(RUN_ENDS_WITHIN);
            assertThat(time.step()).as("something is still to happen").isTrue();
            tally.events++;
            strike();
            invariants.coordinatorHas(coordinator.lines());
        }
        finish();
        return tally;
    }

    private boolean isOver() {
        return coordinator.isUp()
                && coordinator.end().isPresent()
                && sites.values().stream().allMatch(site -> site.isUp() && (site.isOver() || !site.wasAsked()));
    }

    private void finish() {
        RunEnd end = coordinator.end().orElseThrow();
        assertThat(end.code())
                .as("how the run ended: %s", end.reason())
                .isIn(null, ErrorCode.QUORUM_NOT_MET, ErrorCode.TOO_FEW_SITES, ErrorCode.NO_ROWS);
        String undisturbed = UNDISTURBED.computeIfAbsent(study.label(), label -> undisturbed());
        if (end.done() != null) {
            invariants.end(Replay.hash(end.done()), undisturbed);
            tally.finished++;
            tally.undisturbed += invariants.isComplete() ? 1 : 0;
            for (FaultySite site : sites.values()) {
                invariants.over(site.id());
                invariants.charged(site.id(), charges(site));
                site.run().flatMap(run -> run.end()).ifPresent(at -> {
                    if (at.done() != null) {
                        assertThat(Replay.hash(at.done()))
                                .as("the model at %s", site.id())
                                .isEqualTo(Replay.hash(end.done()));
                    }
                });
            }
        } else if (weather.patient()) {
            assertThat(invariants.isComplete())
                    .as("a run that ends by %s has lost somebody", end.code())
                    .isFalse();
        }
    }

    private List<Charge> charges(FaultySite site) {
        List<Charge> charges = new ArrayList<>();
        site.disk().journal(time).replay(SiteLedger.STREAM, 0, stored -> charges.add(SiteLedger.read(stored)));
        return charges;
    }

    private String undisturbed() {
        try (Replay replay =
                new Replay(study, new java.util.TreeSet<>(study.tables().keySet()))) {
            replay.closeAll();
            return replay.hash();
        }
    }

    private void clearsUp() {
        weather = Weather.FAIR;
        network.becomes(weather);
        coordinator.disk().leaveRoomFor(Long.MAX_VALUE);
        sites.values().forEach(site -> site.disk().leaveRoomFor(Long.MAX_VALUE));
        coordinator.resumes();
    }

    /** After an event: what fails now. */
    private void strike() {
        if (happens(weather.kills())) {
            kill(false);
        }
        if (happens(weather.powerCuts())) {
            kill(true);
        }
        if (happens(weather.partitions())) {
            network.cutOff(anySite().id());
        }
        if (happens(weather.fullDisks())) {
            MemoryDisk disk =
                    random.nextInt(2) == 0 ? coordinator.disk() : anySite().disk();
            disk.leaveRoomFor(random.nextInt(ROOM_BYTES));
            time.after(random.nextInt(1000), () -> disk.leaveRoomFor(Long.MAX_VALUE));
        }
        if (happens(weather.pauses())) {
            coordinator.pauses();
            time.after(random.nextInt(1000), coordinator::resumes);
        }
    }

    private boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    private FaultySite anySite() {
        return new ArrayList<>(sites.values()).get(random.nextInt(sites.size()));
    }

    private void kill(boolean power) {
        if (power) {
            tally.powerCuts++;
        } else {
            tally.kills++;
        }
        if (random.nextInt(3) == 0) {
            if (coordinator.isUp()) {
                ends(power);
            }
        } else {
            FaultySite site = anySite();
            if (site.isUp()) {
                ends(site, power);
            }
        }
    }

    private void coordinatorCrashed() {
        tally.stops++;
        ends(isPower());
    }

    @Override
    public void crashed(FaultySite site) {
        tally.stops++;
        ends(site, isPower());
    }

    private boolean isPower() {
        return powerFails || happens(weather.powerCuts() > 0 ? 0.5 : 0);
    }

    private void ends(boolean power) {
        coordinator.dies();
        lose(coordinator.disk(), power);
        time.after(downFor(), () -> {
            arm(coordinator.disk());
            coordinator.start();
        });
    }

    private void ends(FaultySite site, boolean power) {
        site.dies();
        lose(site.disk(), power);
        time.after(downFor(), () -> {
            arm(site.disk());
            site.start();
        });
    }

    private long downFor() {
        return 1 + random.nextInt(LONGEST_DOWN_MILLIS);
    }

    private void lose(MemoryDisk disk, boolean power) {
        if (power) {
            disk.powerFails(random);
        } else {
            disk.processDies();
        }
    }

    /** The next process may end at one of its first calls to the disk. */
    private void arm(MemoryDisk disk) {
        if (happens(weather.stops() * 0.7)) {
            disk.stopAt(disk.calls() + 1 + random.nextInt(CALLS_TO_STOP));
        }
    }

    @Override
    public FaultStudy study() {
        return study;
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    @Override
    public LossyNetwork network() {
        return network;
    }

    @Override
    public FaultyCoordinator coordinator() {
        return coordinator;
    }

    @Override
    public Invariants invariants() {
        return invariants;
    }

    @Override
    public Plant plant() {
        return plant;
    }

    @Override
    public boolean isSlow() {
        return happens(weather.slowSites());
    }

    @Override
    public void close() {
        coordinator.dies();
        sites.values().forEach(FaultySite::dies);
        invariants.close();
    }

    static List<FaultStudy> studies() {
        return List.of(
                FaultStudy.AVERAGED,
                FaultStudy.CARRYING,
                FaultStudy.PARTIAL,
                FaultStudy.LARGE,
                FaultStudy.MASKED,
                FaultStudy.PRIVATE,
                FaultStudy.SHARED);
    }

    /** Which study a seed runs: the large one seldom, since it takes longer. */
    static FaultStudy studyOf(long seed) {
        return seed % 10 == 9
                ? FaultStudy.LARGE
                : seed % 10 == 4 ? FaultStudy.MASKED : studies().get((int) (seed % 3));
    }
}
