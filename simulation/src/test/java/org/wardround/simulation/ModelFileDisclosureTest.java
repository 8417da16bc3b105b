package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumn;
import org.wardround.data.table.MappedData;
import org.wardround.publish.RunOutput;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.TrainedModel;
import org.wardround.testkit.ReferenceData;

/**
 * Whoever has a model's file tries every number of training patients, for the one with which all means of codes are counts. Then every count of patients with a code, or without, is known, and the smallest can be held against the truth. Needs
 * the real data.
 */
class ModelFileDisclosureTest {
    private static final int SMALL = 10;
    private static final int FEWEST = 100;
    private static final int MOST = 3000;
    private static final double NEAR = 1e-6;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"heart-disease, federated", "tcga-brca, federated", "tcga-brca, site"})
    void counts_of_few_patients_follow_from_exact_moments_alone(String data, String standardise) throws IOException {
        Released exact = released(data, standardise, "exact");
        assertThat(exact.derived()).as("the attack works").isEqualTo(exact.truth());
        if (data.equals("tcga-brca")) {
            assertThat(exact.truth().values()).anyMatch(count -> count > 0 && count <= SMALL);
        }
        Released rounded = released(data, standardise, "rounded");
        assertThat(rounded.truth()).isEqualTo(exact.truth());
        assertThat(rounded.derived()).isNotEqualTo(rounded.truth());
        rounded.truth().forEach((term, count) -> {
            if (count > 0 && count <= SMALL) {
                assertThat(rounded.derived().get(term)).as(term).isNotEqualTo(count);
            }
        });
    }

    /** What a file tells, and what is true of the rows that it is about. */
    private record Released(double[] shares, String[] terms, SortedMap<String, Long> truth) {
        /** The smallest number of patients that makes whole numbers of all shares. */
        SortedMap<String, Long> derived() {
            SortedMap<String, Long> counts = new TreeMap<>();
            for (int patients = FEWEST; patients < MOST; patients++) {
                int all = patients;
                if (Arrays.stream(shares).allMatch(share -> Math.abs(share * all - Math.rint(share * all)) < NEAR)) {
                    for (int i = 0; i < shares.length; i++) {
                        long count = Math.round(shares[i] * all);
                        counts.put(terms[i], Math.min(count, all - count));
                    }
                    break;
                }
            }
            return counts;
        }
    }

    private Released released(String data, String standardise, String moments) throws IOException {
        Path studies = Path.of("..", "studies", data);
        String text = Files.readString(studies.resolve("study.yaml"))
                .replace("standardise: federated", "standardise: %s\n  moments: %s".formatted(standardise, moments))
                .replaceAll("rounds: \\d+", "rounds: 1");
        Path file = Files.writeString(folder.resolve("study.yaml"), text);
        MappingFile mapping = MappingFile.read(studies.resolve("mapping.yaml"));
        SimulationRequest request = new SimulationRequest(
                StudyFile.read(file), mapping.mapping(), ReferenceData.folder(data), new SimulationOptions(1, 2, 0));
        RunOutput output = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        Path written = folder.resolve(standardise + "-" + moments);
        ModelFolder.write(written, output.model(), output.card());
        JsonNode json =
                new ObjectMapper().readTree(written.resolve("model.json").toFile());

        SortedMap<String, Long> truth = new TreeMap<>();
        MappedData.Sites sites =
                (MappedData.Sites) MappedData.read(request.study().study(), mapping.mapping(), request.data());
        boolean together = standardise.equals("federated");
        String first = sites.sites().firstKey().name();
        JsonNode numbers = together
                ? json.path("preprocessing")
                : json.path("preprocessingBySite").path(first);
        assertThat(numbers.isObject()).isTrue();
        TrainedModel model = output.model();
        double[] shares = new double[model.encoding().columns().size()];
        String[] terms = new String[shares.length];
        int codes = 0;
        for (int i = 0; i < shares.length; i++) {
            FeatureColumn column = model.encoding().columns().get(i);
            if (numbers.path("scales").path(i).asDouble() == 0 || !isCode(model, column)) {
                continue;
            }
            shares[codes] = numbers.path("centres").path(i).asDouble();
            terms[codes++] = column.term();
            double[] imputed = new double[numbers.path("imputed").size()];
            Arrays.setAll(
                    imputed, variable -> numbers.path("imputed").path(variable).asDouble());
            long having = 0;
            long rows = 0;
            for (var site : sites.sites().entrySet()) {
                if (together || site.getKey().name().equals(first)) {
                    Table table = site.getValue().table();
                    for (int row : table.rowsOn(Side.TRAIN)) {
                        having += Math.round(column.of(table.raw(row), imputed));
                        rows++;
                    }
                }
            }
            truth.put(column.term(), Math.min(having, rows - having));
        }
        return new Released(Arrays.copyOf(shares, codes), Arrays.copyOf(terms, codes), truth);
    }

    private static boolean isCode(TrainedModel model, FeatureColumn column) {
        return column.variables().stream()
                .noneMatch(variable ->
                        model.data().variables().get(variable).type().isQuantity());
    }
}
