package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.simulation.Progress;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** Folders are backed up, lost and restored in the middle of a run, by the lines of {@code docs/operate.md} as they stand. */
class RestoreTest {
    private static final long SEED = 7;
    private static final int ROUNDS = 60;
    private static final String SITE = "site-1";
    private static final Path PAGE = Path.of("../docs/operate.md");

    @TempDir
    Path folder;

    @Test
    void a_run_goes_on_to_the_same_model_where_nothing_was_said_after_the_backup() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("restored", MockHospitals.TRAINS.formatted(ROUNDS, 3) + MockHospitals.PLAIN);
        try (LocalServices services = started(hospitals, study)) {
            services.stopAgent(SITE);
            services.stopCoordinator();
            page("tar -czf", "coordinator", SITE);
            page("rm -rf", "coordinator", SITE);
            services.restartCoordinator();
            services.startAgent(SITE);

            assertThat(services.outcome("restored"))
                    .containsEntry("outcome", "finished")
                    .containsEntry("model.sha256", simulated(study, hospitals.data()));
        }
    }

    /** Its variates of the rounds since are gone: whatever it answered now would make another model. */
    @Test
    void a_site_that_has_forgotten_an_answer_leaves_the_run_and_says_why() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("restored", MockHospitals.TRAINS.formatted(ROUNDS, 3) + MockHospitals.PLAIN);
        try (LocalServices services = started(hospitals, study)) {
            services.stopAgent(SITE);
            page("tar -czf", SITE);
            services.startAgent(SITE);
            long answers = services.released(SITE);
            services.await("further rounds", () -> services.released(SITE) > answers + 2);
            services.stopAgent(SITE);
            page("rm -rf", SITE);
            services.startAgent(SITE);

            Map<Object, Object> outcome = services.outcome("restored");
            assertThat(outcome).doesNotContainEntry("outcome", "finished");
            assertThat(outcome.toString()).contains("does not remember");
            assertThat(services.audit(SITE))
                    .anyMatch(line -> line.contains("\"event\":\"runEnded\"") && line.contains("ANSWER_FORGOTTEN"));
            assertThat(released(services)).as("each round is answered once").doesNotHaveDuplicates();
        }
    }

    @Test
    void sites_leave_the_run_of_a_coordinator_that_has_forgotten_what_it_told() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("restored", MockHospitals.TRAINS.formatted(ROUNDS, 3) + MockHospitals.PLAIN);
        try (LocalServices services = started(hospitals, study)) {
            services.stopCoordinator();
            page("tar -czf", "coordinator");
            services.restartCoordinator();
            long answers = services.released(SITE);
            services.await("further rounds", () -> services.released(SITE) > answers + 2);
            services.stopCoordinator();
            page("rm -rf", "coordinator");
            services.restartCoordinator();

            Map<Object, Object> outcome = services.outcome("restored");
            assertThat(outcome).doesNotContainEntry("outcome", "finished");
            assertThat(outcome.toString()).contains("backup older than these");
            services.await(
                    "the audit log",
                    () -> services.audit(SITE).stream()
                            .anyMatch(line -> line.contains("\"event\":\"transcriptForked\"")));
        }
    }

    /** Runs, in some rounds already. */
    private LocalServices started(MockHospitals hospitals, Path study) throws IOException {
        LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO);
        services.startAgents();
        services.run(study, "restored", SEED);
        services.approve("restored");
        services.await("some rounds", () -> hospitals.sites().stream().allMatch(site -> services.released(site) > 8));
        assertThat(services.isOver("restored")).as("in the middle").isFalse();
        return services;
    }

    /** Which round each line of the audit log is about, of those about answers. */
    private static List<String> released(LocalServices services) {
        return services.audit(SITE).stream()
                .filter(line -> line.contains("\"event\":\"released\""))
                .map(line -> line.replaceAll(".*\"round\":(\\d+).*", "$1"))
                .toList();
    }

    /** The lines of the page that begin so, each about one of the folders; the page's site is north. */
    private void page(String beginning, String... folders) throws IOException, InterruptedException {
        for (String name : folders) {
            String on = name.equals(SITE) ? "north" : name;
            List<String> lines = Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith(beginning) && line.contains(" " + on))
                    .toList();
            assertThat(lines).as("lines of %s for %s", PAGE, on).hasSize(1);
            Process process = new ProcessBuilder("sh", "-c", lines.get(0).replace("north", SITE))
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).as(lines.get(0)).isZero();
        }
    }

    private static String simulated(Path study, Path data) {
        StudyFile file = StudyFile.read(study);
        SimulationRequest request = new SimulationRequest(
                file, MappingFile.find(study, data).mapping(), data, new SimulationOptions(SEED, 1, 0));
        return Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH))
                .results()
                .model()
                .identity()
                .sha256();
    }
}
