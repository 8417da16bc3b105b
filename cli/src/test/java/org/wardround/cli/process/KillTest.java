package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.cli.network.Replay;
import org.wardround.coordinator.storage.CoordinatorStorage;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.round.RoundOutcome;
import org.wardround.core.storage.BlobWords;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.data.table.MappedData;
import org.wardround.protocol.message.OutcomeCodec;
import org.wardround.protocol.message.StoredWords;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Joined;
import org.wardround.protocol.v1.Signed;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/**
 * Coordinator and agents of five sites are killed while they work, and started again. Whatever was killed, the model is the one that follows from who answered: that of
 * everybody where everybody must answer.
 *
 * <p>{@code -Dkills=150} kills that often in each case, and goes on until ten kills have hit each step; {@code -Dkills.seed} draws others.
 */
class KillTest {
    private static final int USUAL_KILLS = 6;
    private static final int EACH_STEP = 10;
    private static final int SITES = 5;
    private static final int ROUNDS = 10;
    private static final long SEED = 11;
    private static final Pattern STEP =
            Pattern.compile("run \\S+: (computing|storing|uploading|accepting|closing|committing|written|waiting) ");
    private static final long LONGEST_LOOK_MILLIS = 5_000;
    private static final long LOOK_NANOS = 50_000;
    private static final int LOOKS_FOR_THE_END = 100;
    private static final int TAIL = 1 << 10;
    private static final int LONGEST_PAUSE_MILLIS = 1_500;

    @TempDir
    static Path folder;

    /** One for all cases: that it has been through the kills of a case makes the next one no easier. */
    private static MockHospitals hospitals;

    private static ProcessFederation federation;

    /** What must hold in the end. */
    enum Quorum {
        /** Everybody is waited for, for longer than anybody is away. */
        FIVE_OF_FIVE(5, MockHospitals.PLAIN, ""),
        /** A round goes on without those who are away. */
        THREE_OF_FIVE(3, MockHospitals.PLAIN, "--round-seconds 6"),
        /** The same under masks, which four can take off. */
        FOUR_OF_FIVE_UNDER_MASKS(4, "", "--round-seconds 6");

        final int sites;
        final String privacy;
        final String options;

        Quorum(int sites, String privacy, String options) {
            this.sites = sites;
            this.privacy = privacy;
            this.options = options;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Where a process stood when it was killed. */
    private enum Step {
        COMPUTING,
        STORING,
        UPLOADING,
        ACCEPTING,
        CLOSING,
        COMMITTING,
        ELSEWHERE
    }

    /** Length of each process's log when it was started last. */
    private static final Map<String, Long> STARTED = new TreeMap<>();

    private final Map<Step, Integer> hit = new EnumMap<>(Step.class);

    @BeforeAll
    static void startAll() throws IOException {
        hospitals = new MockHospitals(folder, SITES);
        federation = new ProcessFederation(folder, hospitals.sites(), "");
    }

    @AfterAll
    static void killAll() {
        if (federation != null) {
            federation.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoever_is_killed_the_model_follows_from_who_answered(Quorum quorum) throws Exception {
        int wanted = Integer.getInteger("kills", USUAL_KILLS);
        boolean everyStep = wanted > USUAL_KILLS;
        SeededStream chance = SeededStream.of(Long.getLong("kills.seed", 1), "kills");
        String name = quorum.label();
        Path study = hospitals.study(name, MockHospitals.TRAINS.formatted(ROUNDS, quorum.sites) + quorum.privacy);
        int kills = 0;
        int runs = 0;
        while (kills < wanted || everyStep && missing() != Step.ELSEWHERE) {
            runs++;
            String run = name + "-" + runs;
            federation.run(study, run, "--seed %d %s".formatted(SEED, quorum.options));
            if (runs == 1) {
                federation.approve(name);
            }
            while (!federation.isOver(run) && (kills < wanted || everyStep && missing() != Step.ELSEWHERE)) {
                Step step = everyStep && missing() != Step.ELSEWHERE
                        ? missing()
                        : Step.values()[chance.nextInt(Step.values().length)];
                kills += kill(run, step, chance) ? 1 : 0;
            }
            Map<Object, Object> outcome = federation.outcome(run);
            assertThat(outcome).as(run).containsEntry("outcome", "finished");
            federation.kill(ProcessFederation.COORDINATOR);
            assertThat(outcome).as(run).containsEntry("model.sha256", replayed(run, study, quorum));
            start(ProcessFederation.COORDINATOR);
        }
        for (String site : hospitals.sites()) {
            federation.command("audit verify --site @%s --federation @hearts".formatted(site));
        }
        System.out.printf("%s: %d kills in %d runs, by where they hit: %s%n", quorum, kills, runs, hit);
    }

    /** The step that was hit least, if too rarely; otherwise ELSEWHERE. */
    private Step missing() {
        return Arrays.stream(Step.values())
                .filter(step -> step != Step.ELSEWHERE && hits(step) < EACH_STEP)
                .min(Comparator.comparing(this::hits))
                .orElse(Step.ELSEWHERE);
    }

    private int hits(Step step) {
        return hit.getOrDefault(step, 0);
    }

    /** Kills one as soon as it is seen in a step, or at a moment drawn by chance; nobody where the run is over before. */
    private boolean kill(String run, Step wanted, SeededStream chance) throws IOException {
        List<String> names = wanted == Step.ELSEWHERE ? federation.names() : federation.sites();
        String name = wanted.compareTo(Step.ACCEPTING) >= 0 && wanted != Step.ELSEWHERE
                ? ProcessFederation.COORDINATOR
                : names.get(chance.nextInt(names.size()));
        long millis = wanted == Step.ELSEWHERE ? chance.nextInt(LONGEST_PAUSE_MILLIS) : LONGEST_LOOK_MILLIS;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try (Tail tail = new Tail(log(name), STARTED.getOrDefault(name, 0L))) {
            for (int looks = 0;
                    System.nanoTime() < end && (wanted == Step.ELSEWHERE || tail.step() != wanted);
                    looks++) {
                if (looks % LOOKS_FOR_THE_END == 0 && federation.isOver(run)) {
                    return false;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            federation.kill(name);
            hit.merge(tail.step(), 1, Integer::sum);
        }
        start(name);
        return true;
    }

    private static void start(String name) throws IOException {
        STARTED.put(name, Files.size(log(name)));
        federation.start(name);
    }

    private static Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** The model's hash by the rounds that the journal has, with each site's answers made anew from its table. */
    private static String replayed(String run, Path study, Quorum quorum) throws Exception {
        StudyFile file = StudyFile.read(study);
        MappedData.Sites read = (MappedData.Sites) MappedData.read(
                file.study(), MappingFile.find(study, hospitals.data()).mapping(), hospitals.data());
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        read.sites().forEach((site, data) -> tables.put(site, data.table()));
        SortedSet<SiteId> members = new TreeSet<>(tables.keySet());
        try (CoordinatorStorage storage =
                        CoordinatorStorage.open(folder.resolve(ProcessFederation.COORDINATOR), Clock.systemUTC());
                Replay replay = new Replay(file.study(), SEED, tables, members)) {
            OutcomeCodec codec = new OutcomeCodec(members);
            storage.journal()
                    .replay(
                            new StreamName("run/" + run),
                            0,
                            event -> tell(
                                    event,
                                    codec,
                                    replay,
                                    quorum,
                                    (digest, length, ring) -> stored(storage, digest, ring)));
            return replay.hash();
        }
    }

    private static void tell(StoredEvent event, OutcomeCodec codec, Replay replay, Quorum quorum, StoredWords stored) {
        if (!event.event().type().equals("EntryWritten")) {
            return;
        }
        Entry entry = entry(event);
        if (entry.hasStarted()) {
            assertThat(entry.getStarted().getJoinedList())
                    .as("who joined")
                    .hasSize(SITES)
                    .allSatisfy(KillTest::isJoined);
        } else if (entry.hasRoundClosed()) {
            RoundOutcome outcome = codec.read(entry.getRoundClosed(), Ring.BITS_64, stored);
            if (quorum == Quorum.FIVE_OF_FIVE) {
                assertThat(outcome.answered())
                        .as("who answered round %d", outcome.round())
                        .hasSize(SITES);
            }
            replay.close(outcome);
        }
    }

    private static void isJoined(Signed signed) throws InvalidProtocolBufferException {
        assertThat(Joined.parseFrom(signed.getContent()).getSite()).startsWith("site-");
    }

    private static Entry entry(StoredEvent event) {
        try {
            return Entry.parseFrom(event.event().payload().toArray());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Words stored(CoordinatorStorage storage, Sha256 digest, Ring ring) {
        return new BlobWords(storage.blobs().find(digest).orElseThrow(), ring);
    }

    /** The last lines that a process has printed since it was started. A look at what has not grown costs little: many steps take a millisecond, and the processes need the time. */
    private static final class Tail implements AutoCloseable {
        private final RandomAccessFile log;
        private final long start;
        private long length;
        private Step last = Step.ELSEWHERE;

        Tail(Path log, long start) throws IOException {
            this.log = new RandomAccessFile(log.toFile(), "r");
            this.start = start;
        }

        Step step() throws IOException {
            if (log.length() != length) {
                length = log.length();
                last = read();
            }
            return last;
        }

        private Step read() throws IOException {
            long from = Math.max(start, length - TAIL);
            byte[] tail = new byte[(int) Math.max(0, length - from)];
            log.seek(from);
            int read = Math.max(0, log.read(tail));
            Matcher lines = STEP.matcher(new String(tail, 0, read, StandardCharsets.UTF_8));
            Step found = Step.ELSEWHERE;
            while (lines.find()) {
                found = named(lines.group(1));
            }
            return found;
        }

        private static Step named(String word) {
            for (Step step : Step.values()) {
                if (step.name().equalsIgnoreCase(word)) {
                    return step;
                }
            }
            return Step.ELSEWHERE;
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
