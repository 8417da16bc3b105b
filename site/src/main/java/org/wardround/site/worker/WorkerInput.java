package org.wardround.site.worker;

import java.nio.file.Path;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.storage.Bytes;
import org.wardround.study.file.StudyFile;

/**
 * What a worker gets that the agent's definition of a run does not have.
 *
 * @param study the bytes of the study file as it was approved
 * @param snapshot file with the site's rows of this run
 * @param trainRows how many of them are trained on, by which the site's answers count; of the agent's own counting
 */
public record WorkerInput(Bytes study, Path snapshot, int trainRows) {
    /** @param table what the snapshot was written from */
    public static WorkerInput of(StudyFile study, Path snapshot, Table table) {
        return new WorkerInput(Bytes.copyOf(study.bytes()), snapshot, table.rowsOn(Side.TRAIN).length);
    }

    /** Shows the file's name alone. */
    @Override
    public String toString() {
        return "WorkerInput[%s]".formatted(snapshot.getFileName());
    }
}
