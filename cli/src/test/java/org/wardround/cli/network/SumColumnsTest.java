package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.memory.ColumnMarks;
import org.wardround.protocol.transport.SiteApi;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.cohort.CohortMaker;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.policy.Differences;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.SumMemory;

/**
 * Two studies over the same patients that have no word in common: the second has other names, units and ranges, a code as a number, and a variable less, so that no part of any answer is one of the first's. Over a hospital less it would give that one's sums of each column all the same; hospitals that know their columns refuse its
 * first question. Each run here is answered by agents that were started anew.
 */
class SumColumnsTest {
    private static final SortedSet<SiteId> ALL =
            new TreeSet<>(FaultStudy.MASKED.tables().keySet());
    private static final SiteId LEFT_OUT = ALL.last();
    private static final SortedSet<SiteId> REST = ALL.headSet(LEFT_OUT);
    private static final SiteId WITNESS = ALL.first();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @Test
    void without_a_memory_the_sums_of_two_declarations_give_away_the_hospital_by_which_they_differ() throws Exception {
        List<LocalUpdate> told = new CopyOnWriteArrayList<>();
        List<LocalUpdate> toldNext = new CopyOnWriteArrayList<>();
        ColumnStudy next = ColumnStudy.inMonths().of(REST);
        try (LocalFederation first = federation(ColumnStudy.inYears())
                        .remembering(journal -> SumMemory.insecureNone())
                        .answeredBy(heard(ColumnStudy.inYears(), told));
                LocalFederation second = again(first, "run-2", next).answeredBy(heard(next, toldNext))) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().reason()).isEmpty();

            List<long[]> sums = ToldSums.of(first, WITNESS, "run-1");
            List<long[]> sumsNext = ToldSums.of(second, WITNESS, "run-2");
            double rows = value("rows", 0, told.get(0), sums.get(0));
            double rowsNext = value("rows", 0, toldNext.get(0), sumsNext.get(0));
            double age = 60 * rows + value("sum of age", 0, told.get(1), sums.get(1));
            double months = 900 * rowsNext + value("sum of months", 0, toldNext.get(1), sumsNext.get(1));
            double men = value("levels", 1, told.get(0), sums.get(0));
            double menNext = 0.5 * rowsNext + value("sum of male", 0, toldNext.get(1), sumsNext.get(1));

            Table own = ColumnStudy.inYears().tables().get(LEFT_OUT);
            assertThat((age - months / 12) / (rows - rowsNext))
                    .as("the mean age of its patients")
                    .isCloseTo(mean(own, 0), within(1e-6));
            assertThat((men - menNext) / (rows - rowsNext))
                    .as("the share of men among them")
                    .isCloseTo(mean(own, 2), within(1e-6));
        }
    }

    @Test
    void other_names_units_and_ranges_a_code_as_a_number_and_a_variable_less() throws Exception {
        assertSecondIsRefused(ColumnStudy.inYears(), ColumnStudy.inMonths().of(REST));
    }

    @Test
    void the_same_once_a_hospital_has_joined() throws Exception {
        assertSecondIsRefused(ColumnStudy.inYears().of(REST), ColumnStudy.inMonths());
    }

    @Test
    void a_code_alone_declared_as_a_number() throws Exception {
        assertSecondIsRefused(ColumnStudy.inYears(), ColumnStudy.male().of(REST));
    }

    /** Training and test rows are others, so that the figures of Table 1, over all patients, are all that both ask. */
    @Test
    void table_1_in_other_units_of_a_study_that_divides_the_patients_otherwise() throws Exception {
        assertSecondIsRefused(
                ColumnStudy.inYears(), ColumnStudy.inMonths().dividedOtherwise().of(REST));
    }

    @Test
    void in_the_clear_once_a_policy_allows_it() throws Exception {
        assertSecondIsRefused(
                ColumnStudy.inYears(), ColumnStudy.inMonths().inTheClear().of(REST));
    }

    @Test
    void the_same_hospitals_may_be_asked_in_other_units() throws Exception {
        assertAnswered(ColumnStudy.inYears(), ColumnStudy.inMonths());
    }

    @Test
    void another_column_of_the_same_patients_may_be_asked_of_others() throws Exception {
        assertAnswered(ColumnStudy.ageAlone(), ColumnStudy.markerAndSex().of(REST));
    }

    @Test
    void other_patients_may_be_asked_about_at_others() throws Exception {
        assertAnswered(ColumnStudy.inYears(), ColumnStudy.inMonths().joined(36).of(REST));
    }

    /** Killed when its first answer is stored and it is about to hear whose are in the sum: nobody hears before it has. */
    @Test
    void a_hospital_that_starts_again_in_mid_run_remembers_its_columns() throws Exception {
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        Lie lie = (site, sent, told) -> {
            if (!sent.hasInput() || !told.getClosed()) {
                return told;
            }
            boolean tells = site.equals(WITNESS) ? again.getCount() == 0 : heard.getCount() == 0;
            if (site.equals(WITNESS)) {
                stored.countDown();
                if (tells) {
                    heard.countDown();
                }
            }
            return tells ? told : SecureReply.getDefaultInstance();
        };
        ColumnStudy asked = ColumnStudy.inYears();
        try (LocalFederation first = federation(asked).lying(lie)) {
            CompletableFuture<RunEnd> end = first.startCoordinator();
            ALL.forEach(first::startAgent);
            assertThat(stored.await(60, TimeUnit.SECONDS)).isTrue();
            first.stopAgent(WITNESS);
            assertThat(remembered(first, WITNESS)).isEmpty();
            again.countDown();
            first.startAgent(WITNESS);
            assertThat(end.get(60, TimeUnit.SECONDS).reason()).isEmpty();
            first.close();
            assertThat(remembered(first, WITNESS)).containsAll(columns(WITNESS, asked));
            assertRefused(first, asked, ColumnStudy.inMonths().of(REST));
        }
    }

    /** From the second description on nobody hears of it: those who are left share secrets, and must not take it for an attack. */
    @Test
    void a_hospital_that_is_lost_between_two_descriptions_is_missed_by_its_name_and_all_may_be_asked_again()
            throws Exception {
        ColumnStudy asked = ColumnStudy.inYears();
        RunDefinition.Timing usual = RunDefinition.Timing.USUAL;
        try (LocalFederation first = federation(asked)
                .lying(new Unheard(2))
                .waiting(new RunDefinition.Timing(usual.join(), usual.round(), PATIENCE))) {
            RunEnd end = first.run();
            assertThat(end.code()).isEqualTo(ErrorCode.QUORUM_NOT_MET);
            assertThat(end.reason()).contains("3 of the 4", LEFT_OUT + " dropped out");
            first.close();
            for (SiteId site : REST) {
                assertThat(audit(first, site, "run-1"))
                        .as("%s", site)
                        .noneMatch(line -> line.event().equals("refused"));
            }
            try (LocalFederation second = again(first, "run-2", asked).waiting(usual)) {
                assertThat(second.run().reason()).isEmpty();
            }
        }
    }

    /** What the hospital that is left out sends from that round on does not arrive. */
    private record Unheard(int from) implements Lie {
        @Override
        public SecureReply tell(SiteId site, SecureRequest sent, SecureReply truth) {
            return truth;
        }

        @Override
        public SiteApi between(SiteId site, SiteApi honest) {
            return !site.equals(LEFT_OUT)
                    ? honest
                    : (SiteApi) Proxy.newProxyInstance(
                            SiteApi.class.getClassLoader(),
                            new Class<?>[] {SiteApi.class},
                            (proxy, method, arguments) -> isLost(arguments)
                                    ? CompletableFuture.failedFuture(
                                            new FederationException(ErrorCode.UNREACHABLE, "cut off"))
                                    : called(method, honest, arguments));
        }

        private boolean isLost(Object @Nullable [] arguments) {
            return arguments != null
                    && arguments[arguments.length - 1] instanceof SecureRequest sent
                    && sent.getRound() >= from;
        }

        private static Object called(Method method, SiteApi honest, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(honest, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    @Test
    void rounds_of_training_may_ask_other_hospitals_than_descriptions() throws Exception {
        try (LocalFederation federation = federation(ColumnStudy.inYears().askingSome())) {
            assertThat(federation.run().reason()).isEmpty();
        }
    }

    private void assertSecondIsRefused(ColumnStudy asked, ColumnStudy next) throws Exception {
        try (LocalFederation all = federation(ColumnStudy.inYears());
                LocalFederation first = again(all, "run-1", asked)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertRefused(all, asked, next);
        }
    }

    private void assertAnswered(ColumnStudy asked, ColumnStudy next) throws Exception {
        try (LocalFederation first = federation(asked);
                LocalFederation second = again(first, "run-2", next)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().reason()).isEmpty();
        }
    }

    private void assertRefused(LocalFederation all, ColumnStudy asked, ColumnStudy next) throws Exception {
        // Who was too slow to hear of a sum remembers nothing, and its answer alone is added to nothing.
        List<SiteId> knowing = asked.tables().keySet().stream()
                .filter(site -> remembered(all, site).containsAll(columns(site, asked)))
                .toList();
        assertThat(knowing)
                .hasSizeGreaterThanOrEqualTo(MaskedSum.threshold(asked.tables().size()));
        try (LocalFederation second = again(all, "run-2", next)) {
            RunEnd end = second.run();
            assertThat(end.code()).isEqualTo(ErrorCode.WOULD_REVEAL_SITE);
            assertThat(end.reason())
                    .contains(
                            "a column of the study, under this or another name and in whatever unit, was summed over");
            assertThat(ToldSums.words(second.disk().journal(InstantSource.system()), "run-2"))
                    .as("opened")
                    .isEmpty();
            for (SiteId site : next.tables().keySet()) {
                if (knowing.contains(site)) {
                    assertThat(audit(second, site, "run-2"))
                            .as("%s", site)
                            .anyMatch(line -> line.event().equals("refused"))
                            .noneMatch(line -> line.event().equals("released"));
                }
            }
        }
    }

    private static Set<String> remembered(LocalFederation federation, SiteId site) {
        return SumMemoryTest.remembered(federation.disk(site).journal(InstantSource.system()));
    }

    private static List<AuditLine> audit(LocalFederation federation, SiteId site, String run) {
        return SumMemoryTest.audit(federation.disk(site).journal(InstantSource.system()), run);
    }

    private LocalFederation federation(ColumnStudy asked) {
        return new LocalFederation(asked.study(), FaultStudy.MASKED.seed(), asked.tables(), RunDefinition.Timing.USUAL)
                .knowing(knowing(asked));
    }

    private LocalFederation again(LocalFederation before, String run, ColumnStudy asked) {
        return before.again(run, asked.study(), asked.tables()).knowing(knowing(asked));
    }

    /** Each hospital knows whom it is asked about, as agents do; that outcomes divide them into small groups is no matter here. */
    private LocalFederation.Cohorts knowing(ColumnStudy asked) {
        return (journal, site, table) -> {
            CohortMemory memory = CohortMemory.open(journal, marker(site), () -> Differences.ANY);
            List<PatientMark> marks = memory.marks(keys(table));
            return RunCohort.of(memory, CohortMaker.of(asked.study(), table, marks), ColumnMarks.of(table, marks));
        };
    }

    private List<String> columns(SiteId site, ColumnStudy asked) {
        Table table = asked.tables().get(site);
        return ColumnMarks.of(table, marker(site).marks(keys(table))).stream()
                .map(Sha256::hex)
                .toList();
    }

    private PatientMarker marker(SiteId site) {
        try {
            return PatientMarker.open(folder.resolve(site.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> keys(Table table) {
        return IntStream.range(0, table.sides().size())
                .mapToObj(Integer::toString)
                .toList();
    }

    private static Function<SiteId, Answerer.Maker> heard(ColumnStudy asked, List<LocalUpdate> told) {
        return site -> Overheard.at(asked.tables().get(site), site.equals(WITNESS) ? told::add : update -> {});
    }

    /** Of what all were told. */
    private static double value(String segment, int place, LocalUpdate own, long[] sum) {
        SumLayout layout = own.layout();
        Segment found = layout.segment(segment);
        return Math.scalb((double) sum[(int) layout.start(segment) + place], -layout.fractionBits(found));
    }

    private static double mean(Table table, int variable) {
        return IntStream.range(0, table.rows())
                .filter(row -> table.side(row) == Side.TRAIN)
                .mapToDouble(row -> table.variables()[variable][row])
                .average()
                .orElseThrow();
    }
}
