package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.Metric;
import org.wardround.data.table.MappedData;
import org.wardround.publish.RunFolder;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.predict.Predictor;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.results.Warning;

/** An outcome that is a number, age with a mean of about 60 and a standard deviation of about 10 years. */
final class NumberOutcomeTest {
    private static final String MLP = "{type: mlp, hidden: [4], activation: tanh}";

    @TempDir
    private Path folder;

    private static String study(String model) {
        return Hospitals.study("fedavg", "")
                .replace(
                        "outcome: {name: event, type: binary}",
                        "outcome: {name: age, type: number, unit: years, range: [0, 120]}")
                .replace("- {name: age, type: number, unit: years, range: [0, 120]}", "- {name: event, type: binary}")
                .replace("{type: logistic}", model)
                .replace("learningRate: 0.3", "learningRate: 0.05")
                .replace("metrics: [accuracy, auroc, brier]", "metrics: [rmse, r2]\n  primary: rmse\n  margin: 1");
    }

    private SimulationRequest request(String study) throws IOException {
        return Hospitals.three().request(folder, study, new SimulationOptions(1, 1, 0));
    }

    private RunOutput run(String study) throws IOException {
        return Simulation.run(request(study), Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
    }

    private static double overall(RunOutput output, Metric metric) {
        return output.results()
                .evaluations()
                .federated()
                .overall()
                .find(metric)
                .orElseThrow()
                .value();
    }

    /** From 0 on, with this rate and so few rounds, R² was far below −1. */
    @ParameterizedTest
    @ValueSource(strings = {MLP, "{type: linear}"})
    void is_learnt_from_its_mean_on_whatever_its_unit_is(String model) throws IOException {
        RunOutput output = run(study(model));

        assertThat(overall(output, Metric.R2)).isGreaterThan(-0.1);
        assertThat(overall(output, Metric.RMSE)).isBetween(5.0, 12.0);
        double firstLoss = output.results().training().rounds().get(0).losses().train();
        assertThat(firstLoss).as("half the variance, in squares of the unit").isBetween(20.0, 90.0);
    }

    @Test
    void is_predicted_in_its_own_unit_to_the_bit() throws IOException {
        SimulationRequest request = request(study(MLP));
        RunOutput output = Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
        RunFolder.write(folder.resolve("out"), output);
        Predictor predictor = Predictor.of(ModelFolder.read(folder.resolve("out/model")), "");
        MappedData.Sites sites =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        double squares = 0;
        int n = 0;
        for (var data : sites.sites().values()) {
            Table table = data.table();
            for (int row : table.rowsOn(Side.TEST)) {
                Predictor.Prediction.Scored scored = (Predictor.Prediction.Scored) predictor.predict(table.raw(row));
                double error = scored.scores()[0] - table.outcomes()[row];
                squares += error * error;
                n++;
            }
        }
        assertThat(StrictMath.sqrt(squares / n)).isCloseTo(overall(output, Metric.RMSE), within(1e-6));
    }

    @Test
    void goes_on_from_parameters_in_its_own_unit() throws IOException {
        RunOutput trained = run(study(MLP));
        RunFolder.write(folder.resolve("out"), trained);

        RunOutput further = run(study(MLP)
                .replace("rounds: 12", "rounds: 1\n  initial: out/model/model.safetensors")
                .replace("learningRate: 0.05", "learningRate: 1.0e-12"));

        assertThat(overall(further, Metric.RMSE)).isCloseTo(overall(trained, Metric.RMSE), within(1e-6));
    }

    @Test
    void a_model_that_is_worse_than_the_mean_is_called_so() throws IOException {
        RunOutput output = run(study(MLP).replace("learningRate: 0.05", "learningRate: 1.0e-12"));

        assertThat(overall(output, Metric.R2)).isNegative();
        assertThat(output.results().training().warnings())
                .filteredOn(warning -> warning.code().equals("worse-than-mean"))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .matches("R² is −0\\.\\d\\d: the federated model predicts worse than the mean would; .*");
    }

    @Test
    void one_that_is_better_is_not() throws IOException {
        RunOutput output = run(Hospitals.study("fedavg", "")
                .replace(
                        "outcome: {name: event, type: binary}",
                        "outcome: {name: marker, type: number, range: [-10, 10]}")
                .replace("- {name: marker, type: number, range: [-10, 10]}", "- {name: event, type: binary}")
                .replace("{type: logistic}", "{type: linear}")
                .replace("learningRate: 0.3", "learningRate: 0.05")
                .replace("metrics: [accuracy, auroc, brier]", "metrics: [rmse, r2]\n  primary: rmse\n  margin: 1"));

        assertThat(overall(output, Metric.R2)).isPositive();
        assertThat(output.results().training().warnings())
                .extracting(Warning::code)
                .doesNotContain("worse-than-mean");
    }
}
