package org.wardround.simulation;

import java.util.List;
import org.wardround.study.model.ModelCard;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.Results;

/**
 * All that a run leaves behind.
 *
 * @param study the study file's bytes; not copied
 * @param audit lines of JSON
 */
public record RunOutput(Results results, TrainedModel model, ModelCard card, byte[] study, List<String> audit) {
    public RunOutput {
        audit = List.copyOf(audit);
    }
}
