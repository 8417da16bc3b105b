package org.wardround.site.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.study.Analysis;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.ModelFolder;

/**
 * What a worker gets that the agent's definition of a run does not have.
 *
 * @param study the bytes of the study file as it was approved
 * @param model the bytes of the description of the model that the study validates; none where it makes one
 * @param snapshot file with the site's rows of this run
 * @param trainRows how many of them are trained on, by which the site's answers count; of the agent's own counting
 */
public record WorkerInput(Bytes study, Bytes model, Path snapshot, int trainRows) {
    /** @param table what the snapshot was written from */
    public static WorkerInput of(StudyFile study, Path snapshot, Table table) {
        return new WorkerInput(Bytes.copyOf(study.bytes()), model(study), snapshot, table.rowsOn(Side.TRAIN).length);
    }

    private static Bytes model(StudyFile study) {
        if (!(study.study().analysis() instanceof Analysis.Validate validate)) {
            return Bytes.EMPTY;
        }
        Path folder = study.path().resolveSibling(validate.folder());
        try {
            return Bytes.copyOf(Files.readAllBytes(folder.resolve(ModelFolder.DESCRIPTION)));
        } catch (IOException e) {
            throw StorageFailure.failed("read the model in", folder.toString(), e);
        }
    }

    /** Shows the file's name alone. */
    @Override
    public String toString() {
        return "WorkerInput[%s]".formatted(snapshot.getFileName());
    }
}
