package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/** What people and policies decide while a run is under way, with real agents over TLS. */
class GovernedRunTest {
    private static final int A_DAY = 9;
    private static final int ROUNDS = 80;
    private static final long SEED = 7;

    @TempDir
    Path folder;

    @Test
    void a_yes_that_is_taken_back_ends_the_run_at_that_site_alone() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("revoked", MockHospitals.TRAINS.formatted(ROUNDS, 2) + MockHospitals.PLAIN);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.startAgents();
            services.run(study, "revoked", SEED);
            services.approve("revoked");
            services.await("some rounds", () -> services.released("site-3") > 8);
            services.command("site revoke revoked --site @site-3 --as Eve --reason changed");

            services.await(
                    "a refusal",
                    () -> services.audit("site-3").stream().anyMatch(line -> line.contains("\"event\":\"refused\"")));
            long released = services.released("site-3");
            assertThat(services.audit("site-3"))
                    .anyMatch(line -> line.contains("\"code\":\"NOT_APPROVED\"") && line.contains("holds no longer"));
            assertThat(services.isOver("revoked")).as("the run goes on").isFalse();
            // Training goes on at the others; a question over all patients can't be answered without one of the sites.
            assertThat(services.outcome("revoked"))
                    .containsEntry("outcome", "QUORUM_NOT_MET")
                    .extractingByKey("reason")
                    .asString()
                    .contains("site-3: the yes of this site's people to the study holds no longer");
            assertThat(services.released("site-3")).isEqualTo(released).isLessThan(ROUNDS);
            assertThat(services.released("site-1")).isGreaterThan(ROUNDS);
            assertThat(services.running()).isEqualTo(3);
            services.await(
                    "the decision in the log",
                    () -> services.audit("site-3").stream()
                            .anyMatch(line -> line.contains("\"event\":\"revoked\"") && line.contains("Eve")));

            services.await("snapshots that go", () -> snapshots() == 0);
            services.stopAgent("site-3");
            Files.writeString(folder.resolve("site-3/snapshots/revoked.snapshot"), "left by a kill");
            services.startAgent("site-3");
            services.await("a snapshot that goes at the start", () -> snapshots() == 0);
        }
    }

    private long snapshots() {
        long all = 0;
        for (String site : new String[] {"site-1", "site-2", "site-3"}) {
            try (Stream<Path> files = Files.list(folder.resolve(site).resolve("snapshots"))) {
                all += files.count();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return all;
    }

    @Test
    void a_site_whose_certificates_are_revoked_is_cut_off_and_no_other() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("cut", MockHospitals.TRAINS.formatted(ROUNDS, 2) + MockHospitals.PLAIN);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.startAgents();
            services.run(study, "cut", SEED, "--round-seconds 2");
            services.approve("cut");
            services.await("some rounds", () -> services.released("site-3") > 8);
            services.mayEnd("site-3");
            services.command("coordinator revoke site-3 --coordinator @coordinator");

            services.await("the end of that agent", () -> services.running() == 2);
            assertThat(services.failure("site-3"))
                    .isInstanceOfSatisfying(
                            FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REVOKED));
            long before = services.released("site-1");
            services.await("two more rounds elsewhere", () -> services.released("site-1") > before + 1);
        }
    }

    @Test
    void outside_its_hours_a_site_keeps_the_question_and_answers_later() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        Path study = hospitals.study("hours", MockHospitals.TRAINS.formatted(ROUNDS, 2));
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            LocalTime now = LocalTime.now();
            String hours = "[\"Mo-Su %02d:00-%02d:00\"]"
                    .formatted(now.minusHours(1).getHour(), now.plusHours(3).getHour());
            services.policy(
                    "site-1",
                    ProcessFederation.POLICY
                            .replace("minimum: 2", "minimum: 1")
                            .replace("hours: any", "hours: " + hours));
            services.startAgents();
            services.run(study, "hours", SEED);
            services.approve("hours");
            services.await("some rounds", () -> services.released("site-1") > 8);
            services.agentsAt(Duration.ofHours(8));
            ProcessFederation.pause(1000);
            long before = services.released("site-1");
            assertThat(services.isOver("hours")).isFalse();
            ProcessFederation.pause(1500);
            assertThat(services.released("site-1")).isEqualTo(before);

            services.agentsAt(Duration.ZERO);
            assertThat(services.outcome("hours")).containsEntry("outcome", "finished");
            assertThat(services.audit("site-1")).noneMatch(line -> line.contains("\"event\":\"refused\""));
        }
    }

    @Test
    void a_site_that_has_answered_enough_for_a_day_keeps_the_question_and_goes_on_the_next_day() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        Path study = hospitals.study("days", MockHospitals.TRAINS.formatted(12, 2));
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.policy(
                    "site-1",
                    ProcessFederation.POLICY
                            .replace("minimum: 2", "minimum: 1")
                            .replace("tasksPerDay: 100000", "tasksPerDay: " + A_DAY));
            services.startAgents();
            services.run(study, "days", SEED);
            services.approve("days");
            for (int day = 1; !services.isOver("days"); day++) {
                long most = (long) day * A_DAY;
                services.await(
                        "the tasks of day " + day,
                        () -> services.isOver("days") || services.released("site-1") == most);
                ProcessFederation.pause(500);
                assertThat(services.released("site-1")).as("day %d", day).isLessThanOrEqualTo(most);
                // Less than a month, which the certificate holds.
                services.agentsAt(Duration.ofDays(day));
            }
            assertThat(services.outcome("days")).containsEntry("outcome", "finished");
            assertThat(services.released("site-1")).isGreaterThan(A_DAY);
            assertThat(services.audit("site-1")).noneMatch(line -> line.contains("\"event\":\"refused\""));
        }
    }
}
