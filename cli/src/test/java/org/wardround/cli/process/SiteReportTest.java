package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.SiteId;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;

/** {@code wardround site report}, with real agents over TLS. */
class SiteReportTest {
    private static final long SEED = 7;

    @TempDir
    Path folder;

    @Test
    void a_hospital_sees_its_own_report_and_one_that_could_not_be_made_costs_no_run() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        String local = MockHospitals.TRAINS.formatted(3, 2) + MockHospitals.LOCAL;
        Path study = hospitals.study("first", local.replace("rounds: 3", "rounds: 4"));
        Path other = hospitals.study("broken", local);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.startAgents();
            assertThat(refusal(services, "site report --site @site-1")).contains("this site has no report so far");

            services.run(study, "first", SEED);
            services.approve("first");
            assertThat(services.outcome("first")).containsEntry("outcome", "finished");
            services.await("the report", () -> services.ran("site report first --site @site-1"));
            Path report = folder.resolve("site-1/reports/first");
            Files.delete(report.resolve("report.html"));
            assertThat(services.command("site report --site @site-1"))
                    .contains("AUROC on test patients", "Federated", "Local", "Did federating help", "site-1")
                    .contains(report.resolve("report.html").toString())
                    .contains("nothing of it was sent");
            assertThat(report.resolve("report.html")).content().contains("what the other hospital has");
            Results own = ResultsFolder.read(report);
            assertThat(own.verdicts()).containsOnlyKeys(new SiteId("site-1"));

            services.run(other, "broken", SEED);
            services.await(
                    "the yes of one site",
                    () -> services.ran("site approve broken --site @site-1 --as Eve --until 2099-12-31"));
            Path rows = folder.resolve("site-1/snapshots/broken.snapshot.rows");
            services.await("the snapshot", () -> Files.exists(rows));
            services.await(
                    "the run",
                    () -> refusal(services, "site report broken --site @site-1").contains("not come to its end yet"));
            Files.delete(rows);
            services.command("site approve broken --site @site-2 --as Eve --until 2099-12-31");
            assertThat(services.outcome("broken")).containsEntry("outcome", "finished");
            services.await("the other report", () -> services.ran("site report broken --site @site-2"));
            services.await(
                    "the reason",
                    () -> refusal(services, "site report broken --site @site-1")
                            .contains("could not be made: what became of the site's rows can't be read"));
            assertThat(refusal(services, "site report broken --site @site-1")).contains("(STORAGE_CORRUPT)");

            assertThat(refusal(services, "site report --site @site-2"))
                    .contains("2 runs have a report here: broken, first; name the one to show");
            assertThat(refusal(services, "site report secon --site @site-2"))
                    .contains("this site has no run 'secon'; `wardround site status` lists its runs");
            assertThat(refusal(services, "site report ../reports/first --site @site-2"))
                    .contains("this site has no run '../reports/first'");
            services.await("nothing of patients left behind", () -> isEmpty(folder.resolve("site-1/snapshots")));
        }
    }

    private static boolean isEmpty(Path snapshots) {
        return snapshots.toFile().list().length == 0;
    }

    /** One message of a line or two, and exit code 1. */
    private static String refusal(LocalServices services, String command) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(services.exitCode(command, printed)).isNotZero();
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("Exception", "\tat ");
        return text.replaceAll("\\s+", " ");
    }
}
