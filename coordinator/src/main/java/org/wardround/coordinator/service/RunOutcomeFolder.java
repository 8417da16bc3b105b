package org.wardround.coordinator.service;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.core.identity.Sha256;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Trained;
import org.wardround.study.model.SafetensorsFile;

/** Writes what a run came to beside it: how it ended, and the model's parameters with their hash. */
public final class RunOutcomeFolder {
    static final String OUTCOME = "outcome.properties";
    private static final String MODEL = "model.safetensors";

    private RunOutcomeFolder() {}

    /** All or nothing; writing the same again changes nothing. */
    static void write(Path run, RunDefinition definition, RunEnd end) throws IOException {
        Properties outcome = new Properties();
        outcome.setProperty(
                "outcome", end.code() == null ? "finished" : end.code().name());
        outcome.setProperty("reason", end.reason());
        if (end.done() != null) {
            outcome.setProperty(
                    "model.sha256", model(run, definition, end.done()).hex());
        }
        StringBuilder text = new StringBuilder();
        outcome.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> text.append(key)
                        .append('=')
                        .append(line(outcome.getProperty(key)))
                        .append('\n'));
        Path part = run.resolve(OUTCOME + ".part");
        Files.writeString(part, text, StandardCharsets.UTF_8);
        Files.move(part, run.resolve(OUTCOME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the model that was made; one that is validated is there already. */
    private static Sha256 model(Path run, RunDefinition definition, RunProgram.Done done) throws IOException {
        Trained trained = done.trained();
        if (trained == null) {
            return VectorDigest.of(
                    Objects.requireNonNull(definition.given().parameters(), "a model to validate has parameters"));
        }
        ArrayVector parameters = ArrayVector.owning(trained.parameters());
        Path part = run.resolve(MODEL + ".part");
        SafetensorsFile.write(part, trained.shape(), parameters);
        Files.move(part, run.resolve(MODEL), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return VectorDigest.of(parameters);
    }

    /**
     * What a run came to.
     *
     * @param run the run's folder
     * @return keys {@code outcome}, {@code reason} and, where it came to a model, {@code model.sha256}; empty before the end
     */
    public static Optional<Properties> read(Path run) throws IOException {
        Properties outcome = new Properties();
        try (Reader in = Files.newBufferedReader(run.resolve(OUTCOME), StandardCharsets.UTF_8)) {
            outcome.load(in);
            return Optional.of(outcome);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The file of the model's parameters; empty where the run came to none so far. */
    public static Optional<Path> model(Path run) {
        return Optional.of(run.resolve(MODEL)).filter(Files::exists);
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\");
    }
}
