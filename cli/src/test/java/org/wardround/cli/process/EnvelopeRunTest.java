package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One yes for a family of studies, by the commands that people type. */
class EnvelopeRunTest {
    private static final long SEED = 7;

    @TempDir
    Path folder;

    @Test
    void runs_inside_an_envelope_need_no_further_yes_and_what_is_outside_says_why() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        Path first = hospitals.study("family", MockHospitals.TRAINS.formatted(2, 2));
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.startAgents();
            services.run(first, "first", SEED);
            for (String site : hospitals.sites()) {
                approve(services, site);
            }
            assertThat(services.outcome("first")).containsEntry("outcome", "finished");

            assertThat(services.command("site studies --site @site-1"))
                    .contains("inside the envelope family", "the next run is number 2 of 2");

            Path second = hospitals.study("second", MockHospitals.TRAINS.formatted(3, 2));
            services.run(second, "second", SEED);
            assertThat(services.outcome("second")).containsEntry("outcome", "finished");
            assertThat(services.command("site studies --site @site-1")).contains("2 of 2 runs used");

            assertThat(services.command("site status --site @site-1"))
                    .contains(
                            "is reached since",
                            "Run          first: round",
                            "ended: finished",
                            "certificate holds until")
                    .containsPattern("Last answer  run second, round [0-9]+")
                    .containsPattern("Audit log    [0-9]+ lines")
                    .contains("MiB are free", "by roster 2");

            assertThat(services.command("site ledger --site @site-1"))
                    .containsPattern("first +[0-9a-f]{12} +1 +describe +not bounded")
                    .containsPattern("second +[0-9a-f]{12} +[0-9]+ +train +not bounded")
                    .containsPattern("all patients: [0-9]+ releases not bounded");

            Path outside = hospitals.study("outside", MockHospitals.TRAINS.formatted(9, 2));
            services.run(outside, "outside", SEED);
            String difference = "the envelope family: training.rounds is 9; the envelope allows 1 to 5";
            services.await(
                    "the difference",
                    () -> services.command("site studies --site @site-1").contains(difference));
            assertThat(services.isOver("outside")).as("waits for a person").isFalse();

            Path third = hospitals.study("third", MockHospitals.TRAINS.formatted(4, 2));
            services.run(third, "third", SEED);
            assertThat(services.outcome("third").get("outcome")).isNotEqualTo("finished");
            assertThat(services.command("site studies --site @site-1"))
                    .contains("the envelope family: runs would be 3; the envelope allows 2");
            assertThat(events(services)).containsSubsequence("rosterAccepted", "envelopeApproved", "joined", "joined");

            services.command("site revoke --envelope @site-1.yaml --site @site-1 --as Eve");
            services.await("the line in the log", () -> events(services).contains("envelopeRevoked"));
            assertThat(services.command("audit verify --site @site-1 --federation @hearts"))
                    .contains("receipt");
        }
    }

    private void approve(LocalServices services, String site) throws Exception {
        services.await(
                "a draft at " + site,
                () -> services.ran("site envelope family --site @%1$s --runs 2 --until 2099-12-31 --out @%1$s.yaml"
                        .formatted(site)));
        Path draft = folder.resolve(site + ".yaml");
        Files.writeString(draft, Files.readString(draft).replaceAll("training.rounds: .*", "training.rounds: 1..5"));
        services.command("site show --envelope @%1$s.yaml --site @%1$s --out @%1$s.html".formatted(site));
        services.command("site approve --envelope @%1$s.yaml --site @%1$s --as Ada --until 2099-12-31".formatted(site));
    }

    private static List<String> events(LocalServices services) {
        return services.audit("site-1").stream()
                .map(line -> line.replaceAll(".*\"event\":\"([A-Za-z]+)\".*", "$1"))
                .toList();
    }
}
