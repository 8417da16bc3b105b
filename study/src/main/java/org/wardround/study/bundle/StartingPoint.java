package org.wardround.study.bundle;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.ModelShape;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.Study;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.SafetensorsFile;
import org.wardround.study.model.TrainedModel;

/**
 * What the files that a study names give a run to start from.
 *
 * @param initial parameters to begin training with; null where the study makes them from the seed, or trains nothing
 * @param existing the model to validate; null where the study makes one
 */
public record StartingPoint(
        @Nullable Vector initial, @Nullable TrainedModel existing) {
    /**
     * Reads the files that stand beside the study.
     *
     * @throws org.wardround.study.problem.ProblemsException where one is missing, damaged or of another model
     * @throws org.wardround.core.error.FederationException STUDY_UNFIT where the study's variables are not the model's
     */
    public static StartingPoint of(StudyFile file) {
        Study study = file.study();
        if (study.analysis() instanceof Analysis.Validate validate) {
            TrainedModel existing = ModelFolder.read(file.path().resolveSibling(validate.folder()));
            existing.requireFits(study.data());
            return new StartingPoint(null, existing);
        }
        if (study.analysis() instanceof Analysis.Train train
                && train.training().initial() instanceof InitialParameters.FromFile initial) {
            return new StartingPoint(parameters(study, train, file.path().resolveSibling(initial.path())), null);
        }
        return new StartingPoint(null, null);
    }

    /** Those to begin with, or of the model to validate; null where the study makes them from the seed. */
    public @Nullable Vector parameters() {
        return existing == null ? initial : existing.parameters();
    }

    /** Of the model to validate; NaN where there is none. */
    public double threshold() {
        DecisionThreshold chosen = existing == null ? null : existing.threshold();
        return chosen == null ? Double.NaN : chosen.probability();
    }

    private static Vector parameters(Study study, Analysis.Train train, Path file) {
        int features = FeatureColumns.count(study.data(), train.model().formula());
        ModelShape shape = ModelShape.of(train.model(), study.data().outcome(), features);
        return SafetensorsFile.read(file, shape, VectorWriter.Factory.IN_MEMORY);
    }
}
