package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.cohort.CohortMaker;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.policy.Differences;

/**
 * Two sums under masks over the same hospitals, between which one of them lost or gained patients. Where that is one, the difference of the two is this patient's record; a hospital that knows whom it released something about refuses, before a byte leaves and after restarts too:
 * each run here is answered by agents that were started anew.
 */
class CohortAttackTest {
    private static final SortedMap<SiteId, Table> TABLES = FaultStudy.MASKED.tables();
    private static final SiteId TARGET = TABLES.lastKey();
    private static final int PATIENT = 3;
    private static final Study STUDY = study();

    @TempDir
    Path folder;

    /** By the keys of their patients. */
    private final Map<Table, List<String>> patients = new IdentityHashMap<>();

    @Test
    void without_a_memory_of_cohorts_two_tables_give_away_the_patient_by_whom_they_differ() throws Exception {
        List<LocalUpdate> before = new CopyOnWriteArrayList<>();
        List<LocalUpdate> after = new CopyOnWriteArrayList<>();
        SortedMap<SiteId, Table> later = later(without(PATIENT));
        try (LocalFederation first = federation()
                        .knowing((journal, site, table) -> RunCohort.UNKNOWN)
                        .answeredBy(site ->
                                Overheard.at(TABLES.get(site), site.equals(TARGET) ? before::add : update -> {}));
                LocalFederation second = first.again("run-2", STUDY, later)
                        .answeredBy(site ->
                                Overheard.at(later.get(site), site.equals(TARGET) ? after::add : update -> {}))) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().reason()).isEmpty();

            List<long[]> sums = ToldSums.of(first, TARGET, "run-1");
            List<long[]> sumsLater = ToldSums.of(second, TARGET, "run-2");
            Table table = TABLES.get(TARGET);
            // The first round counts rows, the second adds up how far values are from the middle of their range.
            assertThat(value("rows", 0, before.get(0), sums.get(0)) - value("rows", 0, after.get(0), sumsLater.get(0)))
                    .isEqualTo(1);
            int event = (int) table.outcomes()[PATIENT];
            assertThat(value("classes", event, before.get(0), sums.get(0))
                            - value("classes", event, after.get(0), sumsLater.get(0)))
                    .isEqualTo(1);
            assertThat(60
                            + value("sum of age", 0, before.get(1), sums.get(1))
                            - value("sum of age", 0, after.get(1), sumsLater.get(1)))
                    .as("the patient's age")
                    .isCloseTo(table.variables()[0][PATIENT], within(1e-9));
            assertThat(value("sum of marker", 0, before.get(1), sums.get(1))
                            - value("sum of marker", 0, after.get(1), sumsLater.get(1)))
                    .as("the patient's marker")
                    .isCloseTo(table.variables()[1][PATIENT], within(1e-9));
        }
    }

    private static double value(String segment, int place, LocalUpdate own, long[] sum) {
        SumLayout layout = own.layout();
        Segment found = layout.segment(segment);
        return Math.scalb((double) sum[(int) layout.start(segment) + place], -layout.fractionBits(found));
    }

    @Test
    void table_1_asked_twice_without_one_patient() throws Exception {
        assertSecondIsRefused(TABLES, later(without(PATIENT)));
    }

    @Test
    void asking_again_once_a_patient_has_come() throws Exception {
        assertSecondIsRefused(later(without(PATIENT)), TABLES);
    }

    @Test
    void same_patients_may_be_asked_about_again() throws Exception {
        assertAnswered(TABLES, TABLES);
    }

    @Test
    void many_who_have_come_may_be_asked_about() throws Exception {
        // 24 more in training and 12 more in testing, all of one class.
        assertAnswered(TABLES, later(joined(TABLES.get(TARGET), 36)));
    }

    private void assertSecondIsRefused(SortedMap<SiteId, Table> asked, SortedMap<SiteId, Table> askedNext)
            throws Exception {
        try (LocalFederation first = federation().again("run-1", STUDY, asked);
                LocalFederation second = first.again("run-2", STUDY, askedNext)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().isFinished()).isFalse();
            List<AuditLine> lines = audit(second);
            assertThat(lines)
                    .anyMatch(line -> line.event().equals("refused")
                            && line.find("code").orElse("").equals("WOULD_ISOLATE_PATIENTS"));
            assertThat(lines).noneMatch(line -> line.event().equals("released"));
        }
    }

    private void assertAnswered(SortedMap<SiteId, Table> asked, SortedMap<SiteId, Table> askedNext) throws Exception {
        try (LocalFederation first = federation().again("run-1", STUDY, asked);
                LocalFederation second = first.again("run-2", STUDY, askedNext)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().reason()).isEmpty();
        }
    }

    private LocalFederation federation() {
        return new LocalFederation(STUDY, FaultStudy.MASKED.seed(), TABLES, RunDefinition.Timing.USUAL)
                .knowing(this::known);
    }

    private RunCohort known(Journal journal, SiteId site, Table table) {
        try {
            CohortMemory memory = CohortMemory.open(
                    journal, PatientMarker.open(folder.resolve(site.name())), () -> Differences.LARGE);
            List<String> keys = patients.getOrDefault(
                    table,
                    IntStream.range(0, table.sides().size())
                            .mapToObj(Integer::toString)
                            .toList());
            return RunCohort.of(memory, CohortMaker.of(STUDY, table, memory.marks(keys)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the target has of the second run. */
    private static List<AuditLine> audit(LocalFederation federation) {
        List<AuditLine> lines = new ArrayList<>();
        federation.disk(TARGET).journal(InstantSource.system()).replay(AuditLog.STREAM, 0, event -> {
            AuditLine line = AuditLine.read(event.event().payload());
            if (line.find("run").orElse("").equals("run-2")) {
                lines.add(line);
            }
        });
        return lines;
    }

    private static SortedMap<SiteId, Table> later(Table changed) {
        SortedMap<SiteId, Table> later = new TreeMap<>(TABLES);
        later.put(TARGET, changed);
        return later;
    }

    /** The target's table, one row a patient, without one of them. */
    private Table without(int patient) {
        int[] left = IntStream.range(0, TABLES.get(TARGET).rows())
                .filter(row -> row != patient)
                .toArray();
        return rows(TABLES.get(TARGET), left);
    }

    /** With copies of the first patient's row, each another patient, two thirds of them in training. */
    private Table joined(Table table, int more) {
        int[] rows = IntStream.concat(
                        IntStream.range(0, table.rows()),
                        IntStream.range(0, more).map(i -> 0))
                .toArray();
        List<Side> sides = new ArrayList<>(table.sides());
        for (int i = 0; i < more; i++) {
            sides.add(i % 3 == 2 ? Side.TEST : Side.TRAIN);
        }
        Table joined = table(table, rows, sides);
        patients.put(
                joined,
                IntStream.range(0, rows.length).mapToObj(Integer::toString).toList());
        return joined;
    }

    private Table rows(Table table, int[] rows) {
        Table chosen = table(
                table, rows, Arrays.stream(rows).mapToObj(table.sides()::get).toList());
        patients.put(chosen, Arrays.stream(rows).mapToObj(Integer::toString).toList());
        return chosen;
    }

    private static Table table(Table table, int[] rows, List<Side> sides) {
        double[][] variables = Arrays.stream(table.variables())
                .map(column ->
                        Arrays.stream(rows).mapToDouble(row -> column[row]).toArray())
                .toArray(double[][]::new);
        double[] outcomes =
                Arrays.stream(rows).mapToDouble(row -> table.outcomes()[row]).toArray();
        return new Table(
                VariableType.BINARY,
                variables,
                outcomes,
                new double[0],
                IntStream.range(0, rows.length).toArray(),
                sides);
    }

    private static Study study() {
        Study study = FaultStudy.standardised("federated");
        return study.with(new PrivacySpec(true));
    }
}
