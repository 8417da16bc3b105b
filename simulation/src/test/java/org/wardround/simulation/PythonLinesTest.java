package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Variable;
import org.wardround.data.table.MappedData;
import org.wardround.learning.answer.FittedModel;
import org.wardround.publish.RunFolder;
import org.wardround.publish.RunOutput;

/** The lines in docs/python.md say what the software says. */
class PythonLinesTest {
    private static final Path PAGE = Path.of("..", "docs", "python.md");

    @TempDir
    private Path folder;

    @Test
    void the_documented_lines_reproduce_predictions() throws IOException, InterruptedException {
        reproduces(Hospitals.study("fedavg", ""));
    }

    @Test
    void the_documented_lines_reproduce_predictions_from_every_kind_of_term() throws IOException, InterruptedException {
        reproduces(Hospitals.study("fedavg", "").replace("model: {type: logistic}", Hospitals.TERMS));
    }

    private void reproduces(String study) throws IOException, InterruptedException {
        SimulationRequest request = Hospitals.three().request(folder, study, new SimulationOptions(1, 1, 0));
        RunOutput output = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        RunFolder.write(folder.resolve("out"), output);
        FittedModel fitted = Hospitals.fitted(output.model());
        MappedData.Sites sites =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        Table table = sites.site("north").table();
        List<String> patients = new ArrayList<>();
        for (int row : table.rowsOn(Side.TEST)) {
            patients.add(patient(request, table.raw(row)));
        }
        double[] expected = fitted.score(new SiteId("north"), table, Side.TEST).scores();
        List<String> printed = python(patients);
        assertThat(printed).hasSameSizeAs(patients).hasSizeGreaterThan(20);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Double.parseDouble(printed.get(i))).isCloseTo(expected[i], within(1e-12));
        }
    }

    private static String patient(SimulationRequest request, double[] raw) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < raw.length; i++) {
            Variable variable = request.study().study().data().variables().get(i);
            String value = variable.levels().isEmpty()
                    ? Double.toString(raw[i])
                    : "'" + variable.levels().get((int) raw[i]) + "'";
            text.append("'").append(variable.name()).append("': ").append(value).append(", ");
        }
        return text.append("}").toString();
    }

    private List<String> python(List<String> patients) throws IOException, InterruptedException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```python") + "```python".length();
        String script = page.substring(from, page.indexOf("```", from)) + "for patient in ["
                + String.join(", ", patients) + "]: print(repr(predict(patient)))\n";
        Path file = Files.writeString(folder.resolve("lines.py"), script);
        Process process;
        try {
            process = new ProcessBuilder("python3", file.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("there is no python3 on this machine");
            throw e;
        }
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
