package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.SigningKey;
import org.wardround.simulation.Progress;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.service.AgentService;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** Certificates are renewed in the middle of a run, over real TLS, with clocks that can be set. */
class RenewalTest {
    private static final long SEED = 7;
    private static final int ROUNDS = 120;

    @TempDir
    Path folder;

    @Test
    void certificates_are_renewed_in_the_middle_of_a_run_and_the_old_ones_end() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("renews", MockHospitals.TRAINS.formatted(ROUNDS, 3));
        // Issued 25 days ago for 30, so that two thirds of their life were over five days ago.
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ofDays(-25))) {
            services.agentsAt(Duration.ofDays(-20));
            services.startAgents();
            services.run(study, "renews", SEED);
            services.approve("renews");
            services.await(
                    "some rounds", () -> hospitals.sites().stream().allMatch(site -> services.released(site) > 8));
            List<byte[]> before = certificates(hospitals.sites());

            services.coordinatorAt(Duration.ZERO);
            services.agentsAt(Duration.ZERO);
            services.await(
                    "new certificates",
                    () -> hospitals.sites().stream().noneMatch(site -> isAmong(before, certificate(site))));
            assertThat(services.isOver("renews")).as("the run goes on").isFalse();
            services.coordinatorAt(Duration.ofDays(6));

            assertThat(services.outcome("renews"))
                    .containsEntry("outcome", "finished")
                    .containsEntry("model.sha256", simulated(study, hospitals.data()));
            assertThat(services.running()).isEqualTo(3);
        }
    }

    @Test
    void an_agent_whose_certificate_has_ended_says_so_and_what_to_do() throws Exception {
        MockHospitals hospitals = new MockHospitals(folder, 2);
        try (LocalServices services = new LocalServices(folder, hospitals.sites(), Duration.ZERO)) {
            SiteFolder site = SiteFolder.open(folder.resolve("site-1"));
            InstantSource later = () -> Instant.now().plus(Duration.ofDays(31));
            try (SigningKey key = site.identityKey(Optional.empty());
                    AgentService agent = AgentService.open(
                            site,
                            folder.resolve("site-1.data"),
                            key,
                            later,
                            new AgentService.Program("test", (folder, results) -> {}))) {
                assertThatExceptionOfType(FederationException.class)
                        .isThrownBy(agent::run)
                        .withMessageContaining("has ended on")
                        .withMessageContaining("wardround site enroll")
                        .extracting(FederationException::code)
                        .isEqualTo(ErrorCode.NO_CERTIFICATE);
            }
        }
    }

    private List<byte[]> certificates(List<String> sites) {
        return sites.stream().map(this::certificate).toList();
    }

    private byte[] certificate(String site) {
        try {
            return Files.readAllBytes(folder.resolve(site).resolve("tls.pem"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isAmong(List<byte[]> all, byte[] one) {
        return all.stream().anyMatch(other -> java.util.Arrays.equals(other, one));
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
