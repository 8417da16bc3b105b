package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.core.task.TaskKind;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Watcher;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.accounting.Use;
import org.wardround.privacy.release.Protection;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.protocol.v1.Submission;
import org.wardround.publish.FederationResults;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.StudyAsRun;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.MaskedExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.Charge;
import org.wardround.site.ledger.SiteLedger;
import org.wardround.site.run.Answerer;
import org.wardround.study.results.Privacy;

/** Training under differential privacy between hospitals: the noise is a hospital's own, its ledger is charged, and what was drawn once is what is sent. */
class PrivateRunTest {
    private static final double DELTA = 1e-5;
    /** Of a round: a quarter of the 100 steps that have a published ε. */
    private static final String ROUND = "25 x discrete-gaussian-vector 5.0 1.0";

    private static final SiteId SITE = FaultStudy.PRIVATE.tables().firstKey();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void two_runs_differ_and_each_costs_what_it_says(boolean masked) throws Exception {
        FaultStudy study = study(masked);
        try (LocalFederation first = federation(study)) {
            RunEnd end = first.run();
            assertThat(end.reason()).isEmpty();
            Privacy privacy = privacy(study, end);
            assertThat(privacy.secureAggregation()).isEqualTo(masked);
            double epsilon = epsilon(study);
            // 100 steps with noise of 5 cost 10.725510, a published row; the sums before them a quarter of that by
            // themselves, and less beside them.
            assertThat(epsilon).isBetween(10.725510 + 0.3, 10.725510 * 1.25);
            assertThat(privacy.differentialPrivacy().epsilon()).isCloseTo(epsilon, within(1e-6));
            assertThat(privacy.differentialPrivacy().mechanism())
                    .isEqualTo("100 x discrete-gaussian-vector 5.0 1.0; "
                            + TrainingNoise.of(study.study()).orElseThrow().costOfStatistics(1));
            assertThat(privacy.statement())
                    .contains("secret noise at each site", "Without noise left", "No second run gives the same model")
                    .doesNotContain("No noise was added");
            assertThat(charges(first, study)).hasSize(4);
            assertThat(epsilon(first)).isCloseTo(epsilon, within(1e-6));

            try (LocalFederation second =
                    first.again("run-2", study.study(), study.tables().keySet())) {
                first.close();
                RunEnd again = second.run();
                assertThat(again.reason()).isEmpty();
                assertThat(again.done().trained().parameters())
                        .isNotEqualTo(end.done().trained().parameters());
                assertThat(charges(second, study)).as("of both runs").hasSize(8);
                // √2 times the noise ratio: more than once, less than twice.
                assertThat(epsilon(second)).isBetween(1.3 * epsilon, 2 * epsilon);
            }
        }
    }

    /** Noise on all patients, T times with z, is once with z/√T: precisions 1/z² add up. */
    private static double epsilon(FaultStudy study) {
        TrainingNoise noise = TrainingNoise.of(study.study()).orElseThrow();
        double precision = noise.steps() / Math.pow(noise.multiplier(), 2) + 1 / Math.pow(noise.statistics(), 2);
        return renyi(1 / Math.sqrt(precision), 1);
    }

    private static double renyi(double multiplier, long times) {
        return new RenyiAccountant()
                .epsilon(List.of(new Use(new Mechanism.DiscreteGaussianVector(multiplier, 1), times)), DELTA);
    }

    /** The second round would pass the cap, and no byte of it leaves. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void at_the_cap_the_hospital_refuses_before_a_byte_leaves(boolean masked) throws Exception {
        double statistics =
                TrainingNoise.of(study(masked).study()).orElseThrow().statistics();
        // The sums before training, and one round.
        double one = renyi(1 / Math.sqrt(25.0 / 25 + 1 / (statistics * statistics)), 1);
        try (LocalFederation federation =
                federation(study(masked)).capped(new Caps(Caps.NONE.notBounded(), one + 0.1, DELTA))) {
            RunEnd end = federation.run();
            assertThat(end.isFinished()).isFalse();
            assertThat(end.reason()).contains("limits.epsilon", ROUND);
            assertThat(charges(federation, study(masked))).hasSize(1);
            assertThat(epsilon(federation)).isLessThanOrEqualTo(one + 0.1);
            Journal journal = federation.disk(SITE).journal(InstantSource.system());
            assertThat(audited(journal, "released").stream().filter(line -> line.contains("\"train\"")))
                    .hasSize(1);
            assertThat(audited(journal, "refused")).anyMatch(line -> line.contains("BUDGET_SPENT"));
        }
    }

    static List<FaultStudy> studies() {
        return List.of(
                FaultStudy.PRIVATE,
                FaultStudy.PRIVATE.inTheClear(),
                FaultStudy.SHARED,
                FaultStudy.NEWTON,
                FaultStudy.NEWTON.inTheClear(),
                FaultStudy.SHARED_NEWTON);
    }

    /** Killed when its answer is on disk and on its way: after the restart the same bytes go again, and nothing is charged twice. */
    @ParameterizedTest
    @MethodSource("studies")
    void an_answer_that_was_drawn_once_is_sent_again_as_it_was(FaultStudy study) throws Exception {
        Wire wire = new Wire(true);
        try (LocalFederation federation = federation(study).lying(wire).answeredBy(wire.answeringOf(study))) {
            CompletableFuture<RunEnd> end = federation.startCoordinator();
            study.tables().keySet().forEach(federation::startAgent);
            assertThat(wire.sent.await(60, TimeUnit.SECONDS)).isTrue();
            federation.stopAgent(SITE);
            wire.swallows = false;
            federation.startAgent(SITE);
            assertThat(end.get(60, TimeUnit.SECONDS).reason()).isEmpty();

            assertThat(wire.digests)
                    .as("of the answer, as often as it was sent")
                    .hasSizeGreaterThan(1);
            assertThat(wire.digests).containsOnly(wire.digests.get(0));
            assertThat(wire.drawn).as("the rounds of training").hasSize(4);
            assertThat(charges(federation, study)).hasSize(4);
        }
    }

    /** Two of four say no in the first round of training, so that it does not count: what the others answered has left all the same, and each round after it has other noise and its own charge. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_round_that_came_to_nothing_was_paid_for_and_the_next_has_other_noise(boolean masked) throws Exception {
        FaultStudy study = study(masked);
        Wire wire = new Wire(false);
        study.tables().keySet().stream().skip(2).forEach(site -> wire.refusing.put(site, new AtomicBoolean(true)));
        try (LocalFederation federation = federation(study).lying(wire).answeredBy(wire.answeringOf(study))) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            assertThat(wire.refusing.values()).as("who still would refuse").noneMatch(AtomicBoolean::get);
            assertThat(end.done().trained().result().round())
                    .as("rounds that count")
                    .isEqualTo(3);
            assertThat(wire.drawn).doesNotHaveDuplicates().hasSize(4);
            assertThat(charges(federation, study)).hasSize(4);
        }
    }

    @Test
    void noise_that_hospitals_share_out_costs_each_what_the_sum_is_worth() throws Exception {
        FaultStudy study = FaultStudy.SHARED;
        Wire wire = new Wire(false);
        study.tables().keySet().stream().skip(3).forEach(site -> wire.refusing.put(site, new AtomicBoolean(true)));
        try (LocalFederation federation = federation(study).lying(wire).answeredBy(wire.answeringOf(study))) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            assertThat(end.done().trained().result().round())
                    .as("rounds that count, one of them without the site that said no")
                    .isEqualTo(4);
            assertThat(wire.drawn)
                    .doesNotHaveDuplicates()
                    .hasSize(4)
                    .allSatisfy(
                            answer -> assertThat(answer.subList(0, 3)).allMatch(value -> value == Math.rint(value)));
            Privacy privacy = privacy(study, end);
            assertThat(privacy.differentialPrivacy().epsilon()).isCloseTo(epsilon(study), within(1e-6));
            assertThat(privacy.differentialPrivacy().holdsWhile()).contains("at most 1 of the hospitals");
            assertThat(privacy.statement()).contains("leans on other hospitals");
            assertThat(charges(federation, FaultStudy.SHARED)).hasSize(4);
        }
    }

    /** The same of the sums before training: drawn once, sent as it was, charged once, before it leaves. */
    @ParameterizedTest
    @MethodSource("studies")
    void sums_by_which_inputs_are_scaled_are_drawn_once_and_charged_once(FaultStudy study) throws Exception {
        Wire wire = new Wire(true, TaskKind.DESCRIBE);
        try (LocalFederation federation = federation(study).lying(wire).answeredBy(wire.answeringOf(study))) {
            CompletableFuture<RunEnd> end = federation.startCoordinator();
            study.tables().keySet().forEach(federation::startAgent);
            assertThat(wire.sent.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(first(federation)).as("charged before it has arrived").hasSize(1);
            federation.stopAgent(SITE);
            wire.swallows = false;
            federation.startAgent(SITE);
            assertThat(end.get(60, TimeUnit.SECONDS).reason()).isEmpty();

            assertThat(wire.round).as("the first question of all").isEqualTo(1);
            assertThat(wire.digests).hasSizeGreaterThan(1).containsOnly(wire.digests.get(0));
            assertThat(first(federation))
                    .singleElement()
                    .satisfies(charge -> assertThat(charge.cost().text()).matches("1 x [a-z-]+ [0-9.]+( 1)? 1.0"));
            assertThat(charges(federation, study)).hasSize(4);
        }
    }

    /** Of the first round. */
    private static List<Charge> first(LocalFederation federation) {
        List<Charge> charges = new ArrayList<>();
        federation.disk(SITE).journal(InstantSource.system()).replay(SiteLedger.STREAM, 0, stored -> {
            Charge charge = SiteLedger.read(stored);
            if (charge.round() == 1) {
                charges.add(charge);
            }
        });
        return charges;
    }

    @ParameterizedTest
    @MethodSource("newtons")
    void newtons_steps_send_whole_units_of_slopes_and_curvature_and_are_charged_once_a_round(FaultStudy study)
            throws Exception {
        Wire wire = new Wire(false);
        try (LocalFederation federation = federation(study).lying(wire).answeredBy(wire.answeringOf(study))) {
            RunEnd end = federation.run();
            assertThat(end.reason()).isEmpty();
            // Of three parameters: 3 slopes, 6 of the second derivatives, the level of noise, the share.
            assertThat(wire.drawn)
                    .doesNotHaveDuplicates()
                    .hasSize(4)
                    .allSatisfy(answer -> assertThat(answer)
                            .hasSize(3 + 6 + 2)
                            .startsWith(answer.subList(0, 9).stream()
                                    .map(Math::rint)
                                    .toArray(Double[]::new))
                            .endsWith(1.0));
            assertThat(charges(federation, study)).hasSize(4);
            Privacy.DifferentialPrivacy privacy = privacy(study, end).differentialPrivacy();
            assertThat(privacy.epsilon()).isCloseTo(epsilon(study), within(1e-6));
            assertThat(privacy.holdsWhile().isEmpty()).isEqualTo(!study.equals(FaultStudy.SHARED_NEWTON));
            assertThat(Arrays.stream(end.done().trained().parameters())).allMatch(Double::isFinite);
        }
    }

    static List<FaultStudy> newtons() {
        return List.of(FaultStudy.NEWTON, FaultStudy.NEWTON.inTheClear(), FaultStudy.SHARED_NEWTON);
    }

    /** Noise of σ = 0.1 units is 0 but for one draw in 10^21, and inputs stay as they are: all that chance would change is gone, and the hospitals come to the same bits as the simulation. */
    @Test
    void with_next_to_no_noise_newtons_steps_come_to_the_model_of_the_simulation() throws Exception {
        FaultStudy still = FaultStudy.UNSCALED_NEWTON.withNoise(2.45e-5, 2000);
        double[] simulated = simulated(still);
        for (FaultStudy study : List.of(still, still.inTheClear())) {
            try (LocalFederation federation = federation(study)) {
                RunEnd end = federation.run();
                assertThat(end.done().trained().parameters()).isEqualTo(simulated);
            }
        }
        assertThat(simulated[1]).as("what there is to be found").isGreaterThan(0.3);

        // No share has less than 4 units. The slope comes to 0.18 with a standard deviation of 0.015 (200 simulated
        // runs), so two runs are further apart than this once in 10^9.
        FaultStudy few = FaultStudy.UNSCALED_SHARED_NEWTON.withNoise(0.0014, 30);
        try (LocalFederation federation = federation(few)) {
            assertThat(federation.run().done().trained().parameters()[1]).isCloseTo(simulated(few)[1], within(0.13));
        }
    }

    private static double[] simulated(FaultStudy study) {
        RunProgram program = new RunProgram(
                study.study(),
                new RunProgram.Plan(study.seed(), RunProgram.Given.NOTHING),
                Members.of(study.tables()),
                Learning.of(study.study(), new Carry(), TrainingNoise::chance));
        Exchange exchange = MaskedExchange.orPlain(Protection.MASKED, Workers.inline(), Dropout.NONE, ReleaseLog.NONE);
        return program.run(new Rounds(exchange, Rounds.RoundLog.NONE), Watcher.NONE)
                .trained()
                .parameters();
    }

    /** As where some of those who were invited have declined: nobody is asked anything. */
    @Test
    void a_run_that_is_left_with_too_few_sites_for_its_noise_ends_before_its_first_question() throws Exception {
        FaultStudy leaning = FaultStudy.SHARED.tolerating(2);
        try (LocalFederation federation = federation(leaning)) {
            RunEnd end = federation.run();
            assertThat(end.isFinished()).isFalse();
            assertThat(end.code()).isEqualTo(ErrorCode.TOO_FEW_SITES);
            assertThat(end.reason())
                    .contains("toleratedColluders is 2, and a sum over 4 sites hides single ones from 1 at most");
            assertThat(first(federation)).isEmpty();
            assertThat(audited(federation.disk(SITE).journal(InstantSource.system()), "released"))
                    .isEmpty();
        }
    }

    /** A hospital's answer has too little noise by itself. */
    @Test
    void noise_that_hospitals_share_out_is_never_used_in_the_clear() {
        assertThatThrownBy(FaultStudy.SHARED::inTheClear)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be under masks");
    }

    /** Sees what {@link #SITE} draws and sends from its first round of training on, or of another kind. */
    private static final class Wire extends LostAnswers {
        private final List<List<Double>> drawn = new CopyOnWriteArrayList<>();
        private final List<ByteString> digests = new CopyOnWriteArrayList<>();
        private final Map<SiteId, AtomicBoolean> refusing = new ConcurrentHashMap<>();
        private final CountDownLatch sent = new CountDownLatch(1);
        private volatile boolean swallows;
        private volatile int round;

        private final TaskKind watched;

        /** @param swallows whether what the site sends is lost on the way */
        Wire(boolean swallows) {
            this(swallows, TaskKind.TRAIN);
        }

        /** @param watched from the first answer of this kind on */
        Wire(boolean swallows, TaskKind watched) {
            super(SITE);
            this.swallows = swallows;
            this.watched = watched;
        }

        Function<SiteId, Answerer.Maker> answeringOf(FaultStudy study) {
            return site -> Overheard.by(study.tables().get(site), new Overheard.Ear() {
                @Override
                public void asked(Question question) {
                    refuseOnce(site, question);
                }

                @Override
                public void answered(Question question, LocalUpdate update) {
                    Wire.this.answered(site, question, update);
                }
            });
        }

        @Override
        boolean isLost(Submission submission) {
            if (drawn.isEmpty()) {
                return false;
            }
            if (round == 0) {
                round = submission.getRound();
            }
            if (submission.getRound() == round) {
                digests.add(submission.getDigest());
            }
            sent.countDown();
            return swallows;
        }

        void answered(SiteId site, Question question, LocalUpdate update) {
            if (question.plan().kind() == watched && site.equals(SITE)) {
                double[] values = new double[(int) update.values().length()];
                update.values().read(0, values, values.length);
                drawn.add(Arrays.stream(values).boxed().toList());
            }
        }

        /** Once the site that is watched has answered. */
        void refuseOnce(SiteId site, Question question) {
            AtomicBoolean refuses = refusing.get(site);
            if (question.plan().kind() != TaskKind.TRAIN || refuses == null || !refuses.getAndSet(false)) {
                return;
            }
            try {
                assertThat(sent.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new TaskRefusedException(ErrorCode.NOT_ALLOWED, "not now");
        }
    }

    private static FaultStudy study(boolean masked) {
        return masked ? FaultStudy.PRIVATE : FaultStudy.PRIVATE.inTheClear();
    }

    private static LocalFederation federation(FaultStudy study) {
        return new LocalFederation(study.study(), study.seed(), study.tables(), RunDefinition.Timing.USUAL);
    }

    private static Privacy privacy(FaultStudy study, RunEnd end) {
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
                .results()
                .limits()
                .privacy();
    }

    /** Of the site's rounds of training. */
    private static List<Charge> charges(LocalFederation federation, FaultStudy study) {
        List<Charge> charges = new ArrayList<>();
        federation.disk(SITE).journal(InstantSource.system()).replay(SiteLedger.STREAM, 0, stored -> {
            Charge charge = SiteLedger.read(stored);
            assertThat(charge.cost().text()).isEqualTo(study.cost(charge));
            if (charge.task() == TaskKind.TRAIN) {
                charges.add(charge);
            }
        });
        return charges;
    }

    private static double epsilon(LocalFederation federation) {
        return SiteLedger.open(federation.disk(SITE).journal(InstantSource.system()), () -> Caps.NONE)
                .account(Charge.ALL_PATIENTS)
                .epsilon(DELTA);
    }

    private static List<String> audited(Journal journal, String event) {
        List<String> lines = new ArrayList<>();
        journal.replay(AuditLog.STREAM, 0, stored -> {
            if (AuditLine.read(stored.event().payload()).event().equals(event)) {
                lines.add(new String(stored.event().payload().toArray(), StandardCharsets.UTF_8));
            }
        });
        return lines;
    }
}
