package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.RunOutput;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.testkit.ReferenceData;

/** The parameters of the shipped studies, to the bit: what a study gives does not change by how the program is arranged. Needs the real data. */
class PinnedModelsTest {
    @ParameterizedTest
    @CsvSource({
        "heart-disease, study, 3057ce46304fae418f13d4b0a8110fc2d046030ce63eba4e812560ef1d6823e8",
        "heart-disease, exact, 03e83805dc7914267ec5d822b3149dbda9230fb2168d8504cdb00ea3a336c408",
        "tcga-brca, study, 3b7f7b46773b5ae2ef9e67cafcff2c0a7ddc36cc9df676f1db1e856257771c94",
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
