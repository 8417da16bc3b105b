package org.wardround.simulation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Governance;
import org.wardround.core.study.Metric;
import org.wardround.core.study.PrivacySpec;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.study.VariableType;
import org.wardround.publish.StudyAsRun;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.model.TrainedModel;

/**
 * A model to evaluate on tables that have no study of their own.
 *
 * @param data folder with the files that the mapping names
 */
public record EvaluationRequest(TrainedModel model, Mapping mapping, Path data, SimulationOptions options) {
    private static final double MARGIN = 0.02;
    private static final double HALF = 0.5;

    Mapping mappingWithoutSplit() {
        return new Mapping(
                mapping.source(),
                mapping.joins(),
                mapping.patient(),
                mapping.missing(),
                mapping.variables(),
                new SplitSource.Hashed());
    }

    /** The model's own dictionary with every row on the test side, and every metric of the outcome. */
    StudyAsRun asRun() {
        DataDictionary own = model.data();
        DataDictionary all = new DataDictionary(
                1,
                own.variables(),
                own.outcome(),
                own.cohort(),
                own.standardisation(),
                own.moments(),
                new SplitSpec(0, 1, ""));
        VariableType outcome = own.outcome().type();
        EvaluationSpec evaluation = new EvaluationSpec(
                Metric.primaryOf(outcome),
                Metric.of(outcome),
                MARGIN,
                model.threshold() == null
                        ? new ThresholdRule.Value(HALF)
                        : model.threshold().rule(),
                List.of(),
                List.of(),
                null,
                List.of());
        String text =
                "# No study file: `wardround evaluate` applied the model of the study '%s' (SHA-256 %s) to all rows of the tables.%n"
                        .formatted(
                                model.provenance().study(), model.provenance().studyHash());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Study study = new Study(
                model.provenance().study(),
                "Evaluate an existing model of the study " + model.provenance().study(),
                Governance.UNSTATED,
                all,
                new Analysis.Validate("model"),
                evaluation,
                PrivacySpec.PLAIN);
        return new StudyAsRun(study, Sha256.of(bytes), bytes);
    }
}
