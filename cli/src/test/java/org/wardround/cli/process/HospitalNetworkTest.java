package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.testkit.network.ConnectProxy;
import org.wardround.testkit.network.Line;

/** Coordinator and hospitals as processes of their own, with networks between them as hospitals have them. */
class HospitalNetworkTest {
    private static final String LOGIN =
            "--proxy http://127.0.0.1:%d --proxy-user hospital --proxy-password-file @proxy.password";

    @TempDir
    Path folder;

    /** The coordinator's name is one that only the proxy knows: whatever calls past the proxy calls nobody. */
    @Test
    void a_study_finishes_through_a_proxy_that_asks_for_a_login() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(Optional.of("hospital:hush now"), Line.FAST)) {
            proxy.knows("coordinator.invalid");
            secret("proxy.password", "hush now");

            finishes(new ProcessFederation.Network(
                    "coordinator.invalid,127.0.0.1", site -> LOGIN.formatted(proxy.port())));

            assertThat(proxy.visits())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(visit -> visit.matches("coordinator\\.invalid:[0-9]+ 200|.* 502"));
        }
        assertThat(everythingWritten("site-1")).doesNotContain("hush now");
        assertThat(everythingWritten("site-2")).doesNotContain("hush now");
    }

    private void finishes(ProcessFederation.Network network) throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("trains", MockHospitals.TRAINS.formatted(2, 3));
        try (ProcessFederation federation = new ProcessFederation(folder, hospitals.sites(), "", network)) {
            federation.run(study, "trains", "--seed 7");
            federation.approve("trains");

            assertThat(federation.outcome("trains"))
                    .containsEntry("outcome", "finished")
                    .containsEntry("model.sha256", FederationProcessTest.simulated(study, hospitals.data(), 1));
        }
    }

    private void secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String everythingWritten(String site) throws IOException {
        return Files.readString(folder.resolve(site + ".log"))
                + Files.readString(folder.resolve(site).resolve("proxy.properties"));
    }
}
