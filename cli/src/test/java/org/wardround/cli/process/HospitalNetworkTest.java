package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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
                    "coordinator.invalid,127.0.0.1", "", site -> LOGIN.formatted(proxy.port())));

            assertThat(proxy.visits())
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(visit -> visit.matches("coordinator\\.invalid:[0-9]+ 200|.* 502"));
        }
        assertThat(everythingWritten("site-1")).doesNotContain("hush now");
        assertThat(everythingWritten("site-2")).doesNotContain("hush now");
    }

    @Test
    void a_study_finishes_by_plain_https_with_one_site_behind_a_proxy() throws Exception {
        int port = freePort();
        try (ConnectProxy proxy = new ConnectProxy(Optional.of("hospital:hush now"), Line.FAST)) {
            secret("proxy.password", "hush now");
            String https = "--coordinator https://127.0.0.1:" + port;

            finishes(new ProcessFederation.Network(
                    "127.0.0.1",
                    "--https " + port,
                    site -> site.equals("site-1") ? https + " " + LOGIN.formatted(proxy.port()) : https));

            assertThat(proxy.visits())
                    .isNotEmpty()
                    .allMatch(visit -> visit.startsWith("127.0.0.1:%d ".formatted(port)));
        }
    }

    /** 1 Mbit/s each way with a round trip of 300 ms, in real time: {@code -Dslow.line=true}. */
    @Test
    @EnabledIfSystemProperty(named = "slow.line", matches = "true")
    void a_study_finishes_with_one_site_behind_a_slow_line() throws Exception {
        Line slow = new Line(Duration.ofMillis(150), 1_000_000);
        try (ConnectProxy line = new ConnectProxy(Optional.empty(), slow)) {
            finishes(new ProcessFederation.Network(
                    "127.0.0.1", "", site -> site.equals("site-1") ? "--proxy http://127.0.0.1:" + line.port() : ""));

            assertThat(line.carriedBytes()).isGreaterThan(10_000);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void finishes(ProcessFederation.Network network) throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("trains", MockHospitals.TRAINS.formatted(2, 3) + MockHospitals.PLAIN);
        try (ProcessFederation federation = new ProcessFederation(folder, hospitals.sites(), "", network)) {
            federation.run(study, "trains", "--seed 7");
            federation.approve("trains");

            assertThat(federation.outcome("trains"))
                    .containsEntry("outcome", "finished")
                    .containsEntry(
                            "model.sha256",
                            FederationProcessTest.simulated(study, hospitals.data(), 1)
                                    .model()
                                    .identity()
                                    .sha256());
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
