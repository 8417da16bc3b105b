package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.identity.SiteId;

/** {@code wardround site outbox} at three hospitals whose policies say ask, yes and no. */
class OutboxTest {
    @TempDir
    Path folder;

    private LocalServices services;

    @Test
    void figures_about_a_hospital_leave_once_a_person_or_its_policy_lets_them() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("hearts", MockHospitals.TRAINS.formatted(3, 3) + MockHospitals.LOCAL);
        try (LocalServices all = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services = all;
            policy("site-1", "ask");
            policy("site-2", "yes");
            policy("site-3", "no, finalModel: ask");
            services.startAgents();
            assertThat(refused("outbox list --site @site-3x")).isNotBlank();
            services.run(study, "hearts", 7);
            services.approve("hearts");
            services.await("the finished model at site-3", () -> list("site-3").contains("finished model: waiting"));
            assertThat(services.isOver("hearts")).isFalse();
            assertThat(services.command("site outbox show hearts --site @site-3"))
                    .contains("The coordinator has the model already");
            assertThat(services.command("site outbox release hearts --site @site-3 --as Eve"))
                    .contains("released by Eve");
            assertThat(services.outcome("hearts")).containsEntry("outcome", "finished");
            services.await("figures at site-1", () -> list("site-1").contains("waiting"));

            String shown = services.command("site outbox show hearts --site @site-1");
            assertThat(shown).contains("\"format\" : \"wardround-site-figures\"", "\"site\" : \"site-1\"", "\"auroc\"");
            assertThat(services.command("site status --site @site-1").replaceAll("\\s+", " "))
                    .contains("waits for a person: hearts");
            assertThat(oneLine(services.command("site doctor --site @site-1")))
                    .contains(
                            "what waits in the outbox for a person's word is of hearts", "wardround site outbox list");
            services.await("the text about hospitals", () -> runs("").contains("figures published by site-2"));
            assertThat(runs(" --run hearts"))
                    .contains(
                            "site-1: nothing so far", "site-2: ", "federated model: AUROC ", "site-3: nothing so far");
            services.await("figures of site-2", () -> list("site-2").contains("sent"));
            assertThat(services.published("hearts")).containsOnlyKeys(new SiteId("site-2"));
            assertThat(list("site-3")).contains("finished model: released", "siteFigure: no");
            assertThat(refused("outbox release other --site @site-1 --as Eve")).contains("no run 'other'");
            assertThat(refused("outbox refuse hearts --site @site-2 --as Eve")).contains("decided already: sent");

            assertThat(services.command("site outbox release hearts --site @site-1 --as Eve --reason asked"))
                    .contains("released by Eve");
            assertThat(refused("outbox refuse hearts --site @site-1 --as Eve")).contains("decided already");
            services.await("figures of site-1", () -> list("site-1").contains("sent"));

            assertThat(new String(
                            services.published("hearts")
                                    .get(new SiteId("site-1"))
                                    .toArray(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(shown);
            services.await("figures of both", () -> runs("").contains("figures published by site-1, site-2"));
            assertThat(runs(" --run hearts")).contains("site-1: ").doesNotContain("site-1: nothing so far");
            assertThat(folder.resolve("coordinator/runs/hearts/hospitals/site-1.json"))
                    .content()
                    .isEqualTo(shown);
            assertThat(services.audit("site-1"))
                    .anyMatch(line -> line.contains("\"event\":\"outboxReleased\"") && line.contains("Eve"))
                    .anyMatch(line -> line.contains("\"event\":\"figureReleased\""));
            assertThat(services.command("audit verify --site @site-1 --federation @hearts"))
                    .isNotBlank();
            services.command("audit export --site @site-1 --out @exported.jsonl");
            assertThat(services.command("audit verify --file @exported.jsonl --federation @hearts"))
                    .contains("signed by site-1");
        }
    }

    private void policy(String site, String rule) throws IOException {
        services.policy(site, ProcessFederation.POLICY.replace("siteFigure: no", "siteFigure: " + rule));
    }

    private String list(String site) {
        return services.command("site outbox list --site @" + site);
    }

    private String runs(String options) {
        return oneLine(services.command("coordinator runs --coordinator @coordinator" + options));
    }

    private static String oneLine(String printed) {
        return printed.replaceAll("\\s+", " ");
    }

    private String refused(String line) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(services.exitCode("site " + line, printed)).as(line).isNotZero();
        return oneLine(printed.toString(StandardCharsets.UTF_8));
    }
}
