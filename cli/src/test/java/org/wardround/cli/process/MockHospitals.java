package org.wardround.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.wardround.cli.Program;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;

/** Invented rows at a number of hospitals, each with its table in a folder of its own, and studies over them. */
final class MockHospitals {
    private static final String DATA = """
        study: %s
        purpose: Predict coronary artery disease at several hospitals
        data:
          minimumPatients: 5
          missing: drop
          variables:
            - {name: age, type: number, unit: years, range: [0, 120], label: Age}
            - {name: sex, type: binary, values: [0, 1], label: Male}
            - {name: chol, type: number, unit: mg/dL, range: [50, 1000], missing: indicator, label: Serum cholesterol}
            - {name: cp, type: category, values: [1, 2, 3, 4], label: Type of chest pain}
          outcome: {name: disease, type: binary, label: Coronary artery disease}
          standardise: federated
          split: {validation: 0.15, test: 0.3}
        """;

    private static final String EVALUATION = """
        evaluation:
          primary: auroc
          metrics: [auroc, brier]
        """;

    /** After a study: each hospital's own model is made too. */
    static final String LOCAL = "  comparators: [local]\n";

    /** After a study: sums in the clear, as two hospitals can't do otherwise. */
    static final String PLAIN = "privacy: {secureAggregation: {required: false}}\n";

    /** With the number of rounds and the quorum to fill in. */
    static final String TRAINS = """
        model: {type: logistic}
        training:
          initial: zeros
          strategy: {type: scaffold}
          rounds: %d
          quorum: %d
          local: {steps: 5, batchSize: 16, optimiser: {type: sgd, learningRate: 0.3}}
        """ + EVALUATION;

    static final String FITS = """
        model: {type: logistic}
        training: {strategy: {type: newton}, rounds: 20}
        """ + EVALUATION;

    static final String VALIDATES = """
        model: {from: model}
        """ + EVALUATION;

    private final Path folder;
    private final List<String> sites;

    MockHospitals(Path folder, int sites) throws IOException {
        this.folder = folder;
        this.sites =
                IntStream.rangeClosed(1, sites).mapToObj(site -> "site-" + site).toList();
        Path study = study("mock", TRAINS.formatted(1, 1));
        int exitCode = new Program(new Session(System.out, System.err, Screen.PLAIN, Clock.systemUTC(), folder))
                .run(List.of(
                        "study",
                        "mock",
                        study.toString(),
                        "--sites",
                        String.valueOf(sites),
                        "--out",
                        data().toString()));
        if (exitCode != 0) {
            throw new IllegalStateException("no rows were invented");
        }
        for (String site : this.sites) {
            Path own = Files.createDirectories(folder.resolve(site + ".data"));
            Files.copy(data().resolve(site + ".csv"), own.resolve(site + ".csv"));
            Files.copy(data().resolve("mapping.yaml"), own.resolve("mapping.yaml"));
        }
    }

    List<String> sites() {
        return sites;
    }

    /** All tables together, as a simulation reads them. */
    Path data() {
        return folder.resolve("all");
    }

    /** Writes a study into a folder of its own; of two hospitals, in the clear. @param rest what follows the data dictionary */
    Path study(String name, String rest) throws IOException {
        Path study =
                Files.createDirectories(folder.resolve("studies").resolve(name)).resolve("study.yaml");
        Files.writeString(study, DATA.formatted(name) + rest + (sites.size() < 3 ? PLAIN : ""));
        return study;
    }
}
