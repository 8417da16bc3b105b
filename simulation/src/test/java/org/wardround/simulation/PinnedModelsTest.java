package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.RunOutput;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.testkit.ReferenceData;
import org.wardround.testkit.crypto.RememberedCrypto;

/** The parameters of the shipped studies, to the bit: what a study gives does not change by how the program is arranged. Needs the real data. */
@ExtendWith(RememberedCrypto.class)
class PinnedModelsTest {
    @ParameterizedTest
    @CsvSource({
        "heart-disease, study, 3f293aaac69b48501e438d1d257da2510e5ab3686af3e4e0765f39094708b829",
        "heart-disease, exact, 82b7a6aab41da9b5308ed35d21a4229c1720ee766192cdb75830d2900cc5e9c6",
        "tcga-brca, study, 24861eeff8e49e94eb41d3b6ed8de12075b650d9a26e1eb0d9531d7ac5a24635",
        "tcga-brca, exact, 3f2dd3391492f4a5cb5df9c22a6750674c3ccc8441cba60ed62c1d382eb74a61"
    })
    void are_the_same_bits_in_the_clear_and_under_masks(String data, String study, String sha256) {
        for (Protection sums : Protection.values()) {
            assertThat(model(data, study, sums)).as("%s", sums).isEqualTo(sha256);
        }
    }

    private static String model(String data, String study, Protection sums) {
        Path studies = Path.of("..", "studies", data);
        SimulationRequest request = new SimulationRequest(
                StudyFile.read(studies.resolve(study + ".yaml")),
                MappingFile.read(studies.resolve("mapping.yaml")).mapping(),
                ReferenceData.folder(data),
                new SimulationOptions(1, 2, 0, sums));
        RunOutput output = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        assertThat(output.results().limits().privacy().secureAggregation()).isEqualTo(sums == Protection.MASKED);
        return output.results().model().identity().sha256();
    }
}
