package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.coordinator.doctor.CoordinatorDoctor;
import org.wardround.core.doctor.Finding;

/** What the doctor of a coordinator finds, and a site that calls by another way. */
class CoordinatorDoctorTest {
    @TempDir
    Path folder;

    @Test
    void says_of_a_coordinator_what_is_wrong_while_it_runs_and_after() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            assertThat(services.command("coordinator doctor --coordinator @coordinator"))
                    .contains("this coordinator answers there", "events of the journal are whole", "MiB are free")
                    .contains("it names this coordinator and 2 sites, and was handed in 0 days ago")
                    .contains("Nothing stands in the way")
                    .doesNotContain("error  ", "warning");
            services.stopCoordinator();
            assertThat(services.command("coordinator doctor --coordinator @coordinator"))
                    .contains("the port is free");
            int port = Integer.parseInt(Files.readString(folder.resolve("coordinator/coordinator.address"))
                    .strip()
                    .replaceAll(".*:", ""));
            try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
                assertThat(other.isBound()).isTrue();
                Thread silent = new Thread(() -> hangUp(other));
                silent.setDaemon(true);
                silent.start();
                assertThat(found(Duration.ZERO)).contains("ERROR the port can't be had");
            }
            services.restartCoordinator();
        }
        assertThat(found(Duration.ofDays(-2)))
                .contains("ERROR this computer's clock is before the certificate's first day")
                .contains("before the journal's last event");
        assertThat(found(Duration.ofDays(400)))
                .contains("WARNING the certificate that sites see has ended")
                .contains("WARNING it names this coordinator");
        assertThat(found(Duration.ofDays(36_500))).contains("ERROR the authority of all certificates has ended");
        Path journal = folder.resolve("coordinator/journal.db");
        Files.write(journal, new byte[4096]);
        assertThat(found(Duration.ZERO)).contains("ERROR the journal can't be read");
        Files.delete(journal);
        assertThat(found(Duration.ZERO)).contains("ERROR the coordinator's folder can't be read");
        assertThat(CoordinatorDoctor.look(folder.resolve("none"), Instant::now))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.ERROR));
    }

    @Test
    void a_coordinator_that_the_roster_does_not_name_is_told_so() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            services.command("coordinator init --out @other --roster @hearts --host 127.0.0.1 --port 1");
        }
        assertThat(words(CoordinatorDoctor.look(folder.resolve("other"), Instant::now)))
                .contains("ERROR the roster does not name this coordinator's key");
    }

    @Test
    void a_site_changes_its_way_only_to_one_by_which_the_coordinator_answers() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            Path address = folder.resolve("site-1/coordinator.address");
            Path proxy = folder.resolve("site-1/proxy.properties");
            String before = Files.readString(address);

            assertRefused(services, "", "give what shall change");
            assertRefused(services, "--straight --proxy http://127.0.0.1:1", "exclude each other");
            assertRefused(services, "--proxy ftp://127.0.0.1:1", "--proxy");
            assertRefused(services, "--coordinator nonsense", "--coordinator");
            assertRefused(services, "--proxy http://127.0.0.1:1", "nothing was changed");
            assertRefused(services, "--coordinator https://" + before.strip(), "nothing was changed");
            assertThat(Files.readString(address)).isEqualTo(before);
            assertThat(proxy).doesNotExist();

            services.command("site connect --site @site-1 --proxy http://127.0.0.1:1 --untried");
            assertThat(Files.readString(proxy)).isEqualTo("address=127.0.0.1:1\n");
            String localhost = "localhost:" + before.strip().replaceAll(".*:", "");
            assertThat(services.command("site connect --site @site-1 --straight --coordinator " + localhost))
                    .contains("calls " + localhost + ", straight", "the coordinator answers");
            assertThat(proxy).doesNotExist();
            assertThat(Files.readString(address)).isEqualTo(localhost + "\n");
        }
    }

    private static void assertRefused(LocalServices services, String options, String message) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode = services.exitCode(("site connect --site @site-1 " + options).strip(), printed);
        assertThat(printed.toString(StandardCharsets.UTF_8)).as(options).contains(message);
        assertThat(exitCode).as(options).isNotZero();
    }

    private String found(Duration ahead) {
        return words(CoordinatorDoctor.look(
                folder.resolve("coordinator"), () -> Instant.now().plus(ahead)));
    }

    private static String words(List<Finding> findings) {
        StringBuilder all = new StringBuilder();
        findings.forEach(finding ->
                all.append(finding.level()).append(' ').append(finding.what()).append('\n'));
        return all.toString();
    }

    private static void hangUp(ServerSocket socket) {
        try {
            while (true) {
                socket.accept().close();
            }
        } catch (java.io.IOException closed) {
            // The test is over.
        }
    }
}
