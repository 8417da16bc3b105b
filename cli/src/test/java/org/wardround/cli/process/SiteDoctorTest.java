package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.doctor.Finding;
import org.wardround.site.doctor.SiteDoctor;

/** A sound site, and one thing wrong after the other: what is found, and what to do. */
class SiteDoctorTest {
    @TempDir
    Path folder;

    @Test
    void each_thing_that_is_wrong_is_found_with_what_to_do_and_whom_to_ask() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        Path study = hospitals.study("looks", MockHospitals.FITS);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.startAgents();
            String sound =
                    services.command("site doctor --site @site-1 --study %s --data @site-1.data".formatted(study));
            assertThat(sound)
                    .contains("the coordinator answers, and both clocks agree")
                    .contains("the coordinator shows a certificate of the authority of the token")
                    .contains("the tables fit the study's dictionary", "events are whole", "MiB are free")
                    .contains("Nothing stands in the way")
                    .doesNotContain("error  ");

            assertThat(found(Duration.ofMinutes(5))).containsPattern("WARNING clock is (299|30[0-9]) s early");
            assertThat(found(Duration.ofMinutes(-45))).containsPattern("ERROR clock is (269[0-9]|2700) s late");
            assertThat(found(Duration.ofDays(31))).contains("ERROR the certificate has ended");
            assertThat(found(Duration.ofDays(25))).contains("WARNING the certificate should have been renewed");

            Files.writeString(folder.resolve("site-1.data/mapping.yaml"), "sites: {file: none.csv}\n");
            assertFails(services, "--study %s --data @site-1.data".formatted(study), "correct the mapping");

            Files.copy(folder.resolve("site-1/ca.pem"), folder.resolve("own.pem"));
            services.command("coordinator init --out @other --roster @hearts --host 127.0.0.1 --port 1");
            Files.copy(
                    folder.resolve("other/ca/authority.pem"),
                    folder.resolve("site-1/ca.pem"),
                    StandardCopyOption.REPLACE_EXISTING);
            assertFails(services, "", "the certificate shown was issued by CN=");
            Files.copy(folder.resolve("own.pem"), folder.resolve("site-1/ca.pem"), StandardCopyOption.REPLACE_EXISTING);

            Files.writeString(folder.resolve("site-1/coordinator.address"), "nowhere.invalid:8443\n");
            assertFails(services, "", "nowhere.invalid: the name can't be looked up");

            services.policy("site-1", "authors: 7\n");
            assertFails(services, "", "the policy has mistakes");
            Files.delete(folder.resolve("site-1/policy.yaml"));
            assertFails(services, "", "there is no policy, so nothing is allowed");
        }
        assertThat(SiteDoctor.look(folder.resolve("none"), Instant::now, "test"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.ERROR));
    }

    /** Level and text of what is found by a clock that is {@code ahead}, in one line. */
    private String found(Duration ahead) throws IOException {
        List<Finding> findings =
                SiteDoctor.look(folder.resolve("site-1"), () -> Instant.now().plus(ahead), "test");
        StringBuilder all = new StringBuilder();
        for (Finding finding : findings) {
            all.append(finding.level())
                    .append(' ')
                    .append(finding.what().replaceAll(".*this computer's ", ""))
                    .append('\n');
        }
        return all.toString();
    }

    private static void assertFails(LocalServices services, String options, String message) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode = services.exitCode(("site doctor --site @site-1 " + options).strip(), printed);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains(message, "do: ", "ask: ");
        assertThat(exitCode).isEqualTo(1);
    }
}
