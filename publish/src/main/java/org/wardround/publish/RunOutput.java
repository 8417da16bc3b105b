package org.wardround.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.study.model.ModelCard;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.Results;

/**
 * All that a run leaves behind.
 *
 * @param model null where a new patient needs numbers that each hospital keeps
 * @param study the study file's bytes; not copied
 * @param audit lines of JSON
 */
public record RunOutput(
        Results results, @Nullable TrainedModel model, ModelCard card, byte[] study, List<String> audit) {
    public RunOutput {
        audit = List.copyOf(audit);
    }
}
