package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.site.storage.SiteStorage;

/** {@code wardround site forget} over the folder that a real agent has left. */
class ForgetTest {
    private static final String FORGET = "site forget hearts --site @site-1 --as Eve";

    private static final String AFFECTED = "site affected --site @site-1 ";

    @TempDir
    Path folder;

    @Test
    void a_study_is_forgotten_once_its_run_is_over_and_the_agent_goes_on() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        Path study = hospitals.study("hearts", MockHospitals.TRAINS.formatted(3, 2));
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.startAgents();
            services.run(study, "hearts", 7);
            services.approve("hearts");
            services.await("an answer", () -> services.released("site-1") > 0);
            assertThat(refused(services, FORGET)).contains("stop the agent", "Nothing was deleted");
            assertThat(services.outcome("hearts")).containsEntry("outcome", "finished");
            services.await(
                    "the end at the site",
                    () -> services.audit("site-1").stream().anyMatch(line -> line.contains("\"event\":\"runEnded\"")));
            assertThat(services.command(AFFECTED + "site-1.csv#1"))
                    .as("while the agent runs")
                    .contains("site-1.csv#1", "hearts", "What was released can't be called back");
            assertThat(services.command(AFFECTED + "site-1.csv#100000")).contains("1 patient of 1 in no run");
            Files.writeString(folder.resolve("withdrawn.txt"), "site-1.csv#1\n\nsomebody\n");
            assertThat(services.command(AFFECTED + "--file @withdrawn.txt")).contains("hearts", "1 patient of 2");
            assertThat(refused(services, AFFECTED)).contains("give either PATIENT or --file");
            assertThat(refused(services, AFFECTED + "--file @nowhere.txt")).contains("there is no such file");
            assertThat(services.audit("site-1")).noneMatch(line -> line.contains("site-1.csv"));
            services.stopAgent("site-1");
            long cohorts = length("cohorts");
            assertThat(cohorts).isPositive();
            long charged = length("ledger");
            assertThat(length("run/hearts")).isPositive();
            assertThat(charged).isPositive();

            assertThat(services.command(FORGET))
                    .contains("is forgotten", "of 1 runs", "Kept", "Next: wardround site revoke");

            assertThat(length("run/hearts")).isZero();
            assertThat(length("ledger")).isEqualTo(charged);
            assertThat(length("cohorts"))
                    .as("whom it was about, without its name")
                    .isEqualTo(cohorts);
            assertThat(services.command(AFFECTED + "site-1.csv#1")).contains("1 patient of 1 in no run");
            assertThat(folder.resolve("site-1/reports/hearts")).doesNotExist();
            assertThat(services.audit("site-1"))
                    .anyMatch(line -> line.contains("\"event\":\"forgotten\"") && line.contains("Eve"));
            assertThat(services.command(FORGET)).contains("nothing left to delete");
            services.startAgent("site-1");
            services.run(study, "hearts-2", 7);
            assertThat(services.outcome("hearts-2")).containsEntry("outcome", "finished");
            services.stopAgent("site-1");
            assertThat(length("run/hearts")).as("it is not joined again").isZero();
            assertThreeFewerAreDeclined(services, study);
        }
    }

    /** Whom the forgotten study was about is known for ever. */
    private void assertThreeFewerAreDeclined(LocalServices services, Path study) throws Exception {
        Path table = folder.resolve("site-1.data/site-1.csv");
        List<String> lines = Files.readAllLines(table);
        Files.write(table, lines.subList(0, lines.size() - 3));
        services.startAgent("site-1");
        services.run(study, "hearts-3", 7);
        services.await(
                "the no",
                () -> services.audit("site-1").stream()
                        .anyMatch(line -> line.contains("\"event\":\"callRefused\"")
                                && line.contains("hearts-3")
                                && line.contains("WOULD_ISOLATE_PATIENTS")));
        assertThat(services.outcome("hearts-3"))
                .as("one hospital is no quorum of two")
                .containsEntry("outcome", "TOO_FEW_SITES");
        assertThat(services.audit("site-1"))
                .noneMatch(line -> line.contains("\"event\":\"released\"") && line.contains("hearts-3"));
        services.stopAgent("site-1");
        assertThat(length("run/hearts-3")).as("nothing was said to it").isZero();
    }

    private static String refused(LocalServices services, String command) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(services.exitCode(command, printed)).isNotZero();
        return printed.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    private long length(String stream) throws Exception {
        try (Journal journal = SiteStorage.read(folder.resolve("site-1"))) {
            return journal.head(new StreamName(stream)).length();
        }
    }
}
