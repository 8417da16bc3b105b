package org.wardround.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.results.ResultsFolder;

/** The folder of a run: results and their tidy twins, the model, the study as run, and the audit log. */
public final class RunFolder {
    /** The subfolder with all that a new patient needs. */
    public static final String MODEL = "model";

    private RunFolder() {}

    /**
     * Writes everything but the report into {@code folder}, which is made where there is none.
     *
     * @throws UncheckedIOException where something can't be written; whoever wants all or nothing gives a fresh folder and moves it
     */
    public static void write(Path folder, RunOutput output) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("study.yaml"), output.study());
            if (!output.audit().isEmpty()) {
                Files.writeString(
                        folder.resolve("audit.jsonl"),
                        String.join("\n", output.audit()) + "\n",
                        StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't write into %s: %s".formatted(folder, e.getMessage()), e);
        }
        if (output.model() != null) {
            ModelFolder.write(folder.resolve(MODEL), output.model(), output.card());
        }
        ResultsFolder.write(folder, output.results());
    }
}
