package org.wardround.site.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.privacy.cohort.Breakdown;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PatientNumbers;
import org.wardround.site.policy.Differences;
import org.wardround.testkit.storage.Crash;
import org.wardround.testkit.storage.MemoryDisk;

class CohortMemoryTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final StreamName RUN = new StreamName("run/hearts-1");

    @TempDir
    Path folder;

    private MemoryDisk disk = new MemoryDisk();
    private Differences allowed = Differences.LARGE;
    private PatientMarker marker;

    @BeforeEach
    void make() throws Exception {
        marker = PatientMarker.open(folder);
    }

    @Test
    void what_was_released_is_held_against_what_is_asked_after_restarts_too() {
        release(cohort(0, 100));

        about(cohort(0, 100)).require();
        assertIsolates(() -> about(cohort(0, 99)).require());
        assertIsolates(() -> about(cohort(0, 110)).require());
        about(cohort(0, 111)).require();
        release(cohort(0, 111));
        assertIsolates(() -> release(cohort(0, 110)));
        assertThat(cohorts()).isEqualTo(2);
    }

    @Test
    void message_says_what_to_do_and_not_how_many_patients_differ() {
        release(cohort(0, 100));
        assertThatThrownBy(() -> about(cohort(0, 93)).require())
                .hasMessage(
                        "this site's cohort, or a side of its split, differs from what was released before by 1 to 10 patients, who would be told from all others."
                                + " Ask for a cohort that was asked for before, or for one that differs by at least 11 patients");
    }

    @Test
    void nothing_is_remembered_of_a_run_that_was_killed_before_its_answer_was_kept() {
        Journal journal = disk.journal(CLOCK);
        RunCohort run = RunCohort.of(open(journal), cohort(0, 100));
        assertThatThrownBy(() -> run.remember((digest, beside) -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        disk.processDies();
        assertThat(cohorts()).isZero();
        release(cohort(0, 99));
    }

    @Test
    void killed_at_any_call_to_the_disk_an_answer_and_whom_it_is_about_are_both_kept_or_neither() {
        boolean killed = true;
        for (int call = 1; killed; call++) {
            disk = new MemoryDisk();
            disk.stopAt(call);
            killed = false;
            try {
                release(cohort(0, 100));
            } catch (Crash crash) {
                killed = true;
                disk.powerFails(SeededStream.of(call, "power"));
            }
            Journal journal = disk.journal(CLOCK);
            assertThat(journal.head(CohortMemory.STREAM).length() > 0)
                    .as("call %d", call)
                    .isEqualTo(journal.head(RUN).length() > 0);
        }
        assertThat(cohorts()).isEqualTo(1);
    }

    @Test
    void two_runs_that_began_together_are_held_against_each_other_at_the_first_answer() {
        Journal journal = disk.journal(CLOCK);
        CohortMemory memory = open(journal);
        RunCohort first = RunCohort.of(memory, cohort(0, 100));
        RunCohort second = RunCohort.of(memory, cohort(0, 99));
        first.require();
        second.require();
        first.remember((digest, beside) -> journal.append(new Batch(beside)));
        assertIsolates(() -> second.remember((digest, beside) -> {
            throw new IllegalStateException("written");
        }));
    }

    @Test
    void policy_may_allow_levels_or_everything_to_differ_by_few() {
        release(withLevels(cohort(0, 100), 10));
        assertIsolates(() -> about(withLevels(cohort(0, 100), 11)).require());
        allowed = Differences.LARGE_COHORTS;
        about(withLevels(cohort(0, 100), 11)).require();
        assertIsolates(() -> about(withLevels(cohort(0, 101), 11)).require());
        allowed = Differences.ANY;
        about(withLevels(cohort(0, 101), 11)).require();
        // What is released meanwhile counts when the policy is stricter again.
        release(cohort(0, 101));
        allowed = Differences.LARGE;
        assertIsolates(() -> about(cohort(0, 102)).require());
    }

    @Test
    void weights_are_held_against_those_of_before_after_restarts_too() {
        release(weighed(100, 0, 0));

        about(weighed(100, 0, 0)).require();
        about(cohort(0, 100)).require();
        assertIsolates(() -> about(weighed(100, 1, 0)).require());
        about(weighed(100, 11, 0)).require();
        allowed = Differences.LARGE_COHORTS;
        assertIsolates(() -> release(weighed(100, 10, 0)));
        allowed = Differences.ANY;
        release(weighed(100, 1, 0));
        assertThat(cohorts()).isEqualTo(2);
    }

    @Test
    void weights_of_few_are_refused_in_a_first_run_too_with_words_that_say_what_to_do() {
        assertThatThrownBy(() -> about(weighed(100, 0, 95)).require())
                .hasMessage(
                        "model.weights or model.offset tells 1 to 10 patients of this site from all others: it is the same for all but these, or as in what was released before but for these."
                                + " Name one that differs for at least 11 patients, or none; where patients have no value, demand one (required: true)");
        assertThat(cohorts()).isZero();
    }

    @Test
    void large_cohorts_are_kept_in_parts() {
        Cohort large = cohort(0, 40_000);
        release(large);
        List<Cohort> found = new ArrayList<>();
        Journal journal = disk.journal(CLOCK);
        CohortMemory.replay(journal, (digest, cohort) -> found.add(cohort));
        assertThat(journal.head(CohortMemory.STREAM).length()).isGreaterThan(1);
        assertThat(found).hasSize(1);
        assertThat(CohortBytes.of(found.get(0))).isEqualTo(CohortBytes.of(large));
    }

    @Test
    void neither_patients_nor_runs_are_named() {
        release(cohort(0, 100));
        Journal journal = disk.journal(CLOCK);
        journal.replay(CohortMemory.STREAM, 0, stored -> {
            byte[] payload = stored.event().payload().toArray();
            byte[] content = Arrays.copyOfRange(payload, 48, payload.length);
            assertThat(new String(CohortBytes.unpacked(content), StandardCharsets.ISO_8859_1))
                    .doesNotContain("patient-7", "hearts");
        });
        assertThat(cohort(0, 100).patients().get(0)).hasToString("PatientMark");
        assertThat(marker).hasToString("PatientMarker");
    }

    @Test
    void another_secret_is_no_way_round() throws Exception {
        release(cohort(0, 100));
        Files.delete(folder.resolve(PatientMarker.FILE));
        PatientMarker other = PatientMarker.open(folder);
        assertThatThrownBy(() -> CohortMemory.open(disk.journal(CLOCK), other, () -> allowed))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("patients.key is not the key under which this site's patients are known");
    }

    @Test
    void secret_stays_the_same_and_is_the_owners_alone() throws Exception {
        List<String> keys = List.of("patient-1", "patient-2");
        assertThat(PatientMarker.read(folder).marks(keys)).isEqualTo(marker.marks(keys));
        assertThat(marker.marks(keys)).doesNotHaveDuplicates();
        assertThatCode(() -> Files.setPosixFilePermissions(
                        folder.resolve(PatientMarker.FILE), PosixFilePermissions.fromString("rw-r--r--")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PatientMarker.read(folder)).hasMessageContaining("others than you");
    }

    private void release(Cohort cohort) {
        Journal journal = disk.journal(CLOCK);
        RunCohort.of(open(journal), cohort).remember((digest, beside) -> {
            List<Append> all = new ArrayList<>(beside);
            all.add(Append.of(journal.head(RUN), new Event("Answered", Bytes.EMPTY)));
            journal.append(new Batch(all));
        });
        disk.processDies();
    }

    private RunCohort about(Cohort cohort) {
        return RunCohort.of(open(disk.journal(CLOCK)), cohort);
    }

    private CohortMemory open(Journal journal) {
        return CohortMemory.open(journal, marker, () -> allowed);
    }

    private int cohorts() {
        List<Cohort> found = new ArrayList<>();
        CohortMemory.replay(disk.journal(CLOCK), (digest, cohort) -> found.add(cohort));
        return found.size();
    }

    private static void assertIsolates(ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        FederationException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WOULD_ISOLATE_PATIENTS));
    }

    /** Patients with these numbers, all on one side. */
    private Cohort cohort(int first, int end) {
        List<String> keys = IntStream.range(first, end)
                .mapToObj(patient -> "patient-" + patient)
                .toList();
        return new Cohort(marker.marks(keys), breakdown("sides", end - first, 0), List.of(), new TreeSet<>());
    }

    /** The first so many have another level than the rest. */
    private static Cohort withLevels(Cohort cohort, int others) {
        return new Cohort(
                cohort.patients(),
                cohort.sides(),
                List.of(breakdown("level", cohort.patients().size(), others)),
                new TreeSet<>());
    }

    /**
     * Each patient of a weight of its own.
     *
     * @param heavier how many of the first weigh more
     * @param alike how many weigh the same, from the first on
     */
    private Cohort weighed(int patients, int heavier, int alike) {
        PatientNumbers.Adding adding = new PatientNumbers.Adding("weights", PatientNumbers.Likeness.RATIO, patients);
        for (int patient = 0; patient < patients; patient++) {
            adding.add(patient, (patient < alike ? 1 : 2 + patient) + (patient < heavier ? 1 + patient * patient : 0));
        }
        Cohort cohort = cohort(0, patients);
        return new Cohort(
                cohort.patients(), cohort.sides(), cohort.cells(), cohort.selectedBy(), List.of(adding.done()));
    }

    private static Breakdown breakdown(String name, int patients, int others) {
        Breakdown.Counting counting = new Breakdown.Counting(name, 2, patients);
        for (int patient = 0; patient < patients; patient++) {
            counting.count(patient, patient < others ? 1 : 0);
        }
        return counting.done();
    }
}
