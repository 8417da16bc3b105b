package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.Study;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.audit.AuditLog;
import org.wardround.site.cohort.CohortMaker;
import org.wardround.site.cohort.CohortMemory;
import org.wardround.site.cohort.PatientMarker;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.policy.Differences;
import org.wardround.study.file.StudyFile;

/**
 * Two exact fits under masks, of the same patients of the same hospitals, by case weights that differ for one of them: the difference of the two is this patient's record. A hospital that knows by what it weighed its patients declines the second, before a byte leaves and after
 * restarts too: each run here is answered by agents that were started anew.
 */
class WeightsAttackTest {
    private static final int PATIENT = 3;
    private static final SortedMap<SiteId, Table> TABLES = tables();
    private static final SiteId TARGET = TABLES.lastKey();

    @TempDir
    Path folder;

    @Test
    void without_a_memory_of_weights_two_fits_give_away_the_patient_for_whom_they_differ() throws Exception {
        List<LocalUpdate> heard = new CopyOnWriteArrayList<>();
        Study before = study("weight", "");
        Study after = study("corrected", "");
        try (LocalFederation first = federation(before, Differences.ANY)
                        .answeredBy(site ->
                                Overheard.at(TABLES.get(site), site.equals(TARGET) ? heard::add : update -> {}));
                LocalFederation second = next(first, after, Differences.ANY)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().reason()).isEmpty();

            List<long[]> sums = ToldSums.of(first, TARGET, "run-1");
            List<long[]> sumsLater = ToldSums.of(second, TARGET, "run-2");
            int round = IntStream.range(0, heard.size())
                    .filter(i -> has(heard.get(i).layout(), "outcomes"))
                    .findFirst()
                    .orElseThrow();
            // Both in the same unit: an outcome is at most 1, so that what bounds one sum bounds the other.
            double weight = difference("weights", heard.get(round), sums.get(round), sumsLater.get(round));
            double outcome = difference("outcomes", heard.get(round), sums.get(round), sumsLater.get(round));
            assertThat(weight).isNotZero();
            assertThat(outcome / weight)
                    .as("what became of the patient")
                    .isCloseTo(TABLES.get(TARGET).outcomes()[PATIENT], within(1e-6));
        }
    }

    private static boolean has(SumLayout layout, String segment) {
        return layout.segments().stream().anyMatch(found -> found.name().equals(segment));
    }

    private static double difference(String segment, LocalUpdate own, long[] sum, long[] later) {
        SumLayout layout = own.layout();
        int start = (int) layout.start(segment);
        return Math.scalb((double) later[start] - sum[start], -layout.fractionBits(layout.segment(segment)));
    }

    @Test
    void weights_that_differ_for_one_patient() throws Exception {
        assertSecondIsRefused(study("weight", ""), study("corrected", ""));
    }

    @Test
    void offset_that_differs_for_one_patient() throws Exception {
        assertSecondIsRefused(study("", "weight"), study("", "corrected"));
    }

    @Test
    void weights_that_are_the_same_for_all_but_one_patient_in_a_first_fit() throws Exception {
        try (LocalFederation federation = federation(study("one", ""), Differences.LARGE)) {
            assertThat(federation.run().isFinished()).isFalse();
            assertRefused(federation, "run-1");
        }
    }

    @Test
    void weights_that_differ_for_many_patients_are_answered() throws Exception {
        assertAnswered(study("weight", ""), study("other", ""), Differences.LARGE);
    }

    @Test
    void a_fit_without_weights_is_answered_beside_one_with_weights() throws Exception {
        assertAnswered(study("weight", ""), study("", ""), Differences.LARGE);
    }

    @Test
    void policy_may_let_cohorts_differ_by_any() throws Exception {
        assertAnswered(study("weight", ""), study("corrected", ""), Differences.ANY);
    }

    private void assertAnswered(Study asked, Study askedNext, Differences allowed) throws Exception {
        try (LocalFederation first = federation(asked, allowed);
                LocalFederation second = next(first, askedNext, allowed)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().reason()).isEmpty();
        }
    }

    private void assertSecondIsRefused(Study asked, Study askedNext) throws Exception {
        try (LocalFederation first = federation(asked, Differences.LARGE);
                LocalFederation second = next(first, askedNext, Differences.LARGE)) {
            assertThat(first.run().reason()).isEmpty();
            first.close();
            assertThat(second.run().isFinished()).isFalse();
            assertRefused(second, "run-2");
        }
    }

    private static void assertRefused(LocalFederation federation, String run) {
        List<AuditLine> lines = new ArrayList<>();
        federation.disk(TARGET).journal(InstantSource.system()).replay(AuditLog.STREAM, 0, event -> {
            AuditLine line = AuditLine.read(event.event().payload());
            if (line.find("run").orElse("").equals(run)) {
                lines.add(line);
            }
        });
        assertThat(lines)
                .anyMatch(line -> line.event().equals("refused")
                        && line.find("code").orElse("").equals("WOULD_ISOLATE_PATIENTS"));
        assertThat(lines).noneMatch(line -> line.event().equals("released"));
    }

    private LocalFederation federation(Study study, Differences allowed) {
        return new LocalFederation(study, FaultStudy.MASKED.seed(), TABLES, RunDefinition.Timing.USUAL)
                .knowing(cohorts(study, allowed));
    }

    private LocalFederation next(LocalFederation first, Study study, Differences allowed) {
        return first.again("run-2", study, TABLES).knowing(cohorts(study, allowed));
    }

    private LocalFederation.Cohorts cohorts(Study study, Differences allowed) {
        return (journal, site, table) -> known(study, CohortMemory.open(journal, marker(site), () -> allowed), table);
    }

    private PatientMarker marker(SiteId site) {
        try {
            return PatientMarker.open(folder.resolve(site.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunCohort known(Study study, CohortMemory memory, Table table) {
        List<String> keys = IntStream.range(0, table.sides().size())
                .mapToObj(Integer::toString)
                .toList();
        return RunCohort.of(memory, CohortMaker.of(study, table, memory.marks(keys)));
    }

    /** Of each hospital's 30 patients, 20 in training: their age, a marker, and four columns of weights. */
    private static SortedMap<SiteId, Table> tables() {
        SortedMap<SiteId, Table> tables = new TreeMap<>();
        FaultStudy.MASKED.tables().forEach((site, table) -> {
            boolean target = site.equals(FaultStudy.MASKED.tables().lastKey());
            List<double[]> variables = new ArrayList<>(Arrays.asList(table.variables()));
            variables.add(column(table, row -> 1 + 0.5 * (row * 7 % 30) / 30));
            variables.add(column(table, row -> 1 + 0.5 * (row * 7 % 30) / 30 + (target && row == PATIENT ? 0.25 : 0)));
            variables.add(column(table, row -> 1 + 0.5 * (row * row % 31) / 31));
            variables.add(column(table, row -> target && row == PATIENT ? 1.25 : 1));
            tables.put(
                    site,
                    new Table(
                            table.outcomeType(),
                            variables.toArray(double[][]::new),
                            table.outcomes(),
                            table.events(),
                            table.patients(),
                            table.sides()));
        });
        return tables;
    }

    private static double[] column(Table table, IntToDoubleFunction value) {
        return IntStream.range(0, table.rows()).mapToDouble(value).toArray();
    }

    private Study study(String weights, String offset) throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, """
                study: weighed
                purpose: Try what weights tell
                data:
                  minimumPatients: 1
                  variables:
                    - {name: age, type: number, unit: years, range: [0, 120]}
                    - {name: marker, type: number, range: [-10, 10]}
                    - {name: weight, type: number, range: [0.5, 2]}
                    - {name: corrected, type: number, range: [0.5, 2]}
                    - {name: other, type: number, range: [0.5, 2]}
                    - {name: one, type: number, range: [0.5, 2]}
                  outcome: {name: event, type: binary}
                  split: {validation: 0, test: 0.3}
                model: {type: logistic, terms: [age]%s%s}
                training: {strategy: {type: newton}, rounds: 20, quorum: 3}
                evaluation: {primary: accuracy, metrics: [accuracy]}
                """.formatted(
                weights.isEmpty() ? "" : ", weights: " + weights, offset.isEmpty() ? "" : ", offset: " + offset));
        return StudyFile.read(file).study().with(new PrivacySpec(true));
    }
}
