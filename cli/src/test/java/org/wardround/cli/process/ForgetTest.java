package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StreamName;
import org.wardround.site.storage.SiteStorage;

/** {@code wardround site forget} over the folder that a real agent has left. */
class ForgetTest {
    private static final String FORGET = "site forget hearts --site @site-1 --as Eve";

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
            assertThat(refused(services)).contains("stop the agent", "Nothing was deleted");
            assertThat(services.outcome("hearts")).containsEntry("outcome", "finished");
            services.await(
                    "the end at the site",
                    () -> services.audit("site-1").stream().anyMatch(line -> line.contains("\"event\":\"runEnded\"")));
            services.stopAgent("site-1");
            long charged = length("ledger");
            assertThat(length("run/hearts")).isPositive();
            assertThat(charged).isPositive();

            assertThat(services.command(FORGET))
                    .contains("is forgotten", "of 1 runs", "Kept", "Next: wardround site revoke");

            assertThat(length("run/hearts")).isZero();
            assertThat(length("ledger")).isEqualTo(charged);
            assertThat(folder.resolve("site-1/reports/hearts")).doesNotExist();
            assertThat(services.audit("site-1"))
                    .anyMatch(line -> line.contains("\"event\":\"forgotten\"") && line.contains("Eve"));
            assertThat(services.command(FORGET)).contains("nothing left to delete");
            services.startAgent("site-1");
            services.run(study, "hearts-2", 7);
            assertThat(services.outcome("hearts-2")).containsEntry("outcome", "finished");
            services.stopAgent("site-1");
            assertThat(length("run/hearts")).as("it is not joined again").isZero();
        }
    }

    private static String refused(LocalServices services) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(services.exitCode(FORGET, printed)).isNotZero();
        return printed.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    private long length(String stream) throws Exception {
        try (Journal journal = SiteStorage.read(folder.resolve("site-1"))) {
            return journal.head(new StreamName(stream)).length();
        }
    }
}
