package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wardround.cli.problem.CommandException;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.TrainedModel;

/** Models as arguments name them. */
final class ModelFolders {
    private static final String DESCRIPTION = "model.json";

    private ModelFolders() {}

    /** @throws CommandException where the folder is that of a whole run */
    static TrainedModel read(Path folder) {
        if (isRun(folder)) {
            throw new CommandException(isRunWords(folder));
        }
        return ModelFolder.read(folder);
    }

    /** Whether the model is one folder further down. */
    static boolean isRun(Path folder) {
        return !Files.exists(folder.resolve(DESCRIPTION))
                && Files.exists(folder.resolve("model").resolve(DESCRIPTION));
    }

    static String isRunWords(Path folder) {
        return "%s: is the folder of a whole run; its model is in %s".formatted(folder, folder.resolve("model"));
    }
}
