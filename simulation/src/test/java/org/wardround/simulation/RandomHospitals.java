package org.wardround.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/**
 * Two to four small invented hospitals and a study of theirs, drawn from a seed: rare outcomes and levels, missing values, patients with several rows in every
 * third.
 */
record RandomHospitals(long seed, Kind kind) {
    private static final int MOST_ROWS_OF_A_PATIENT = 4;

    enum Kind {
        BINARY(
                "{name: outcome, type: binary}",
                "accuracy, sensitivity, specificity, ppv, npv, f1, balancedAccuracy, "
                        + "auroc, auprc, brier, netBenefit, calibrationIntercept, calibrationSlope"),
        CATEGORY("{name: outcome, type: category, values: [a, b, c]}", "accuracy, balancedAccuracy, brier, logLoss"),
        NUMBER("{name: outcome, type: number, range: [0, 100]}", "rmse, r2");

        private final String outcome;
        private final String metrics;

        Kind(String outcome, String metrics) {
            this.outcome = outcome;
            this.metrics = metrics;
        }
    }

    boolean hasSeveralRows() {
        return seed % 3 == 2;
    }

    /** Patients without a value are described then, and not dropped. */
    private boolean imputes() {
        return seed / 2 % 2 == 0;
    }

    /** By Newton's method, for a few coefficients; the others by averaging. */
    private boolean isExact() {
        return kind == Kind.NUMBER || kind == Kind.BINARY && seed % 2 == 1;
    }

    SimulationRequest request(Path folder) throws IOException {
        SeededStream stream = SeededStream.of(seed, "random hospitals", kind.name());
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        double signal = 4 + 20 * stream.nextDouble();
        double eventRate = 0.03 + 0.5 * stream.nextDouble();
        double missing = 0.15 * stream.nextDouble();
        double rare = 0.02 + 0.3 * stream.nextDouble();
        int sites = 2 + stream.nextInt(3);
        for (int site = 0; site < sites; site++) {
            StringBuilder text = new StringBuilder("pid,age,stage,outcome\n");
            int patients = 15 + stream.nextInt(75);
            for (int patient = 0; patient < patients; patient++) {
                int rows = hasSeveralRows() ? 1 + stream.nextInt(MOST_ROWS_OF_A_PATIENT) : 1;
                String stage = stream.nextDouble() < rare ? "III" : stream.nextInt(2) == 0 ? "I" : "II";
                for (int row = 0; row < rows; row++) {
                    double age = Math.rint(60 + 10 * stream.nextGaussian());
                    text.append("P%d,%s,%s,%s\n"
                            .formatted(
                                    patient,
                                    stream.nextDouble() < missing ? "" : Double.toString(age),
                                    stream.nextDouble() < missing ? "" : stage,
                                    outcome(stream, age, eventRate, signal)));
                }
            }
            Files.writeString(data.resolve("site" + site + ".csv"), text);
        }
        Files.writeString(folder.resolve("study.yaml"), study());
        Files.writeString(folder.resolve("mapping.yaml"), "sites: {file: '*.csv'}\npatient: pid\n");
        return new SimulationRequest(
                StudyFile.read(folder.resolve("study.yaml")),
                MappingFile.read(folder.resolve("mapping.yaml")).mapping(),
                data,
                new SimulationOptions(seed, 1, 0));
    }

    private String outcome(SeededStream stream, double age, double rate, double signal) {
        double risk = 1 / (1 + StrictMath.exp((60 - age) / signal) * (1 - rate) / rate);
        return switch (kind) {
            case BINARY -> stream.nextDouble() < risk ? "1" : "0";
            case CATEGORY ->
                stream.nextDouble() < risk ? "c" : List.of("a", "b").get(stream.nextInt(2));
            case NUMBER -> Double.toString(Math.max(0, Math.min(100, 50 + 5 * stream.nextGaussian() + (age - 60) / 4)));
        };
    }

    private String study() {
        String training = isExact()
                ? "  strategy: {type: newton%s}\n  rounds: 30\n"
                        .formatted(kind == Kind.NUMBER ? "" : ", penalty: firth")
                : "  strategy: {type: fedavg}\n  rounds: 4\n"
                        + "  local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}\n";
        String model = kind == Kind.NUMBER ? "linear" : "logistic";
        return """
                study: random-hospitals
                purpose: See what a coordinator tells
                data:
                  minimumPatients: 1
                  missing: %s
                  variables:
                    - {name: age, type: number, unit: years, range: [0, 120]}
                    - {name: stage, type: category, values: [I, II, III]}
                  outcome: %s
                  moments: exact        # otherwise a fit is refused of which few decide, and few are left to attack
                  split: {validation: %s, test: %s}
                model: {type: %s}
                training:
                %sevaluation:
                  metrics: [%s]
                  margin: 0.05
                  subgroups: [stage, {variable: age, cuts: [50, 65]}]
                """.formatted(
                        imputes() ? "impute" : "drop",
                        kind.outcome,
                        List.of("0.05", "0.1", "0.25").get((int) (seed % 3)),
                        seed % 4 == 0 ? "0.55" : "0.3",
                        model,
                        training,
                        kind.metrics);
    }
}
