package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.VariableType;
import org.wardround.core.task.TaskKind;
import org.wardround.inference.program.Question;
import org.wardround.inference.statistics.GivenTallyPass;
import org.wardround.protocol.v1.Submission;
import org.wardround.publish.FederationResults;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.StudyAsRun;
import org.wardround.publish.counts.CountMode;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.run.Answerer;
import org.wardround.study.results.Count;
import org.wardround.study.results.Results;
import org.wardround.study.results.Table1;

/** Between hospitals each gives the counts of its patients as its own policy says, whatever the others do: what is published, and what the ledger is charged with. */
class GivenCountsRunTest {
    private static final double DELTA = 1e-5;
    private static final CountMode NOISED = new CountMode.Noised(1, DELTA);
    private static final FaultStudy STUDY = withoutSomeAges();
    private static final SiteId SITE = STUDY.tables().firstKey();
    private static final int PATIENTS = 30;
    private static final int WITHOUT_AGE = 3;

    /** At the first site three of thirty patients have no age. */
    private static FaultStudy withoutSomeAges() {
        SortedMap<SiteId, Table> tables = new TreeMap<>(FaultStudy.MASKED.tables());
        Table first = tables.get(tables.firstKey());
        double[] ages = first.variables()[0].clone();
        Arrays.fill(ages, 0, WITHOUT_AGE, Double.NaN);
        tables.put(
                tables.firstKey(),
                new Table(
                        VariableType.BINARY,
                        new double[][] {ages, first.variables()[1]},
                        first.outcomes(),
                        new double[0],
                        first.patients(),
                        first.sides()));
        return new FaultStudy("without some ages", FaultStudy.MASKED.study(), FaultStudy.MASKED.quorum(), tables);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_hospital_keeps_its_own_small_counts_and_the_model_is_the_same(boolean masked) throws Exception {
        FaultStudy study = study(masked);
        double[] usual;
        try (LocalFederation shown = federation(study)) {
            RunEnd end = shown.run();
            usual = Objects.requireNonNull(end.done().trained()).parameters();
            assertThat(age(results(study, end)).missing()).isEqualTo(Count.SUPPRESSED);
        }
        try (LocalFederation federation =
                federation(study).counting(site -> site.equals(SITE) ? CountMode.OWN_THRESHOLD : CountMode.SHOWN)) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            assertThat(end.done().trained().parameters()).isEqualTo(usual);
            Table1 table = results(study, end).table1();
            Table1.QuantityCell age = age(results(study, end));
            assertThat(age.missing()).isEqualTo(Count.between(0, 10));
            assertThat(age.mean()).isEqualTo(Math.rint(meanAgeOfTheOthers() * 10) / 10);
            assertThat(table.columns().get(0).patients()).isEqualTo(Count.of(4 * PATIENTS));
            assertThat(table.remarks()).anyMatch(line -> line.startsWith("age: ") && line.contains("1 hospital"));
        }
    }

    private static double meanAgeOfTheOthers() {
        return STUDY.tables().tailMap(SITE).values().stream()
                .skip(1)
                .flatMapToDouble(table -> Arrays.stream(table.variables()[0]))
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_hospital_adds_noise_to_its_counts_and_its_ledger_is_charged_once(boolean masked) throws Exception {
        FaultStudy study = study(masked);
        try (LocalFederation federation =
                federation(study).counting(site -> site.equals(SITE) ? NOISED : CountMode.SHOWN)) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            Table1 table = results(study, end).table1();
            assertThat(table.columns().get(0).patients().isNoised()).isTrue();
            assertThat(table.remarks()).anyMatch(line -> line.contains("the counts of 1 hospital carry noise"));
            // All, two variables and the outcome: σ of one count times 2.
            assertThat(charges(federation))
                    .containsExactly(
                            NOISED.cost(study.study().data()).orElseThrow().text());
            assertThat(epsilon(federation)).isBetween(0.99, 1.0);
        }
    }

    @Test
    void what_would_pass_the_cap_does_not_leave() throws Exception {
        try (LocalFederation federation =
                federation(STUDY).counting(site -> NOISED).capped(new Caps(Caps.NONE.notBounded(), 0.5, DELTA))) {
            RunEnd end = federation.run();
            assertThat(end.isFinished()).isFalse();
            assertThat(end.reason()).contains("limits.epsilon");
            assertThat(charges(federation)).isEmpty();
        }
    }

    /** Killed when its noised counts are on disk and on their way: after the restart the same bytes go again, and nothing is charged twice. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noise_that_was_drawn_once_is_sent_again_as_it_was(boolean masked) throws Exception {
        FaultStudy study = study(masked);
        Wire wire = new Wire();
        try (LocalFederation federation =
                federation(study).counting(site -> NOISED).lying(wire).answeredBy(wire.answeringOf(study))) {
            CompletableFuture<RunEnd> end = federation.startCoordinator();
            study.tables().keySet().forEach(federation::startAgent);
            assertThat(wire.sent.await(60, TimeUnit.SECONDS)).isTrue();
            federation.stopAgent(SITE);
            wire.swallows = false;
            federation.startAgent(SITE);
            assertThat(end.get(60, TimeUnit.SECONDS).reason()).isEmpty();
            assertThat(wire.digests).hasSizeGreaterThan(1).containsOnly(wire.digests.get(0));
            assertThat(wire.drawn).hasValue(1);
            assertThat(charges(federation)).hasSize(1);
        }
    }

    /** The agent is killed before Table 1 is asked, and started again under another policy. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_run_has_one_mode_whatever_the_policy_says_since_it_began(boolean noisedAtFirst) throws Exception {
        AtomicReference<CountMode> policy = new AtomicReference<>(noisedAtFirst ? NOISED : CountMode.OWN_THRESHOLD);
        FirstAnswerLost wire = new FirstAnswerLost();
        try (LocalFederation federation = federation(STUDY)
                .counting(site -> site.equals(SITE) ? policy.get() : CountMode.SHOWN)
                .lying(wire)) {
            CompletableFuture<RunEnd> end = federation.startCoordinator();
            STUDY.tables().keySet().forEach(federation::startAgent);
            assertThat(wire.sent.await(60, TimeUnit.SECONDS)).isTrue();
            federation.stopAgent(SITE);
            policy.set(noisedAtFirst ? CountMode.SHOWN : NOISED);
            wire.swallows = false;
            federation.startAgent(SITE);

            RunEnd ended = end.get(60, TimeUnit.SECONDS);
            assertThat(ended.reason()).isEmpty();
            Table1 table = results(STUDY, ended).table1();
            assertThat(table.columns().get(0).patients().isNoised()).isEqualTo(noisedAtFirst);
            assertThat(charges(federation)).hasSize(noisedAtFirst ? 1 : 0);
            assertThat(age(results(STUDY, ended)).missing().isRange()).isEqualTo(!noisedAtFirst);
        }
    }

    private static final class FirstAnswerLost extends LostAnswers {
        private final CountDownLatch sent = new CountDownLatch(1);
        private volatile boolean swallows = true;

        FirstAnswerLost() {
            super(SITE);
        }

        @Override
        boolean isLost(Submission submission) {
            sent.countDown();
            return swallows;
        }
    }

    /** Loses what {@link #SITE} sends of its counts. */
    private static final class Wire extends LostAnswers {
        private final List<ByteString> digests = new CopyOnWriteArrayList<>();
        private final AtomicInteger drawn = new AtomicInteger();
        private final CountDownLatch sent = new CountDownLatch(1);
        private volatile boolean swallows = true;
        private volatile int round;

        Wire() {
            super(SITE);
        }

        Function<SiteId, Answerer.Maker> answeringOf(FaultStudy study) {
            return site -> Overheard.by(study.tables().get(site), (question, update) -> answered(site, question));
        }

        @Override
        boolean isLost(Submission submission) {
            if (round == 0 || submission.getRound() != round) {
                return false;
            }
            digests.add(submission.getDigest());
            sent.countDown();
            return swallows;
        }

        void answered(SiteId site, Question question) {
            if (site.equals(SITE) && GivenTallyPass.isNoisedBy(question.layout())) {
                round = question.plan().number();
                drawn.incrementAndGet();
            }
        }
    }

    private static FaultStudy study(boolean masked) {
        return masked ? STUDY : STUDY.inTheClear();
    }

    private static LocalFederation federation(FaultStudy study) {
        return new LocalFederation(study.study(), study.seed(), study.tables(), RunDefinition.Timing.USUAL);
    }

    private static Table1.QuantityCell age(Results results) {
        return ((Table1.QuantityRow) results.table1().rows().get(0)).cells().get(0);
    }

    private static Results results(FaultStudy study, RunEnd end) {
        return new FederationResults(
                        new StudyAsRun(study.study(), Sha256.of("manifest"), new byte[0]),
                        new FederationResults.Course(
                                study.seed(),
                                Instant.EPOCH,
                                Instant.EPOCH,
                                (SortedSet<SiteId>) study.tables().keySet(),
                                new TreeMap<>(),
                                new RoundHistory(() -> 0),
                                null))
                .of(end.done(), List.of())
                .results();
    }

    /** Of the site's answers with noise; all others have no bound. */
    private static List<String> charges(LocalFederation federation) {
        List<String> charges = new ArrayList<>();
        federation.disk(SITE).journal(InstantSource.system()).replay(SiteLedger.STREAM, 0, stored -> {
            Charge charge = SiteLedger.read(stored);
            if (!charge.cost().text().equals("not bounded")) {
                assertThat(charge.task()).isEqualTo(TaskKind.DESCRIBE);
                charges.add(charge.cost().text());
            }
        });
        return charges;
    }

    private static double epsilon(LocalFederation federation) {
        return SiteLedger.open(federation.disk(SITE).journal(InstantSource.system()), () -> Caps.NONE)
                .account(Charge.ALL_PATIENTS)
                .epsilon(DELTA);
    }
}
