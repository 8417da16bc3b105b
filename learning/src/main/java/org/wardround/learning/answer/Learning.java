package org.wardround.learning.answer;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Study;
import org.wardround.core.study.TrainingSpec;
import org.wardround.inference.program.Describe;
import org.wardround.inference.program.LocalTrainer;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Scorer;
import org.wardround.inference.program.Trained;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.learning.model.Model;
import org.wardround.learning.training.LocalTraining;

/**
 * The part of a run that only who has rows can do, by the trainers in plain Java.
 *
 * @param carry where the trainer puts what is carried from round to round
 * @param noise where the secret chance of differential privacy comes from
 */
public record Learning(DataDictionary dictionary, ModelSpec model, Carry carry, StepPrivacy.Maker noise)
        implements RunProgram.Learning {
    /** One that carries in memory alone, and refuses studies that ask for differential privacy. */
    public Learning(DataDictionary dictionary, ModelSpec model) {
        this(dictionary, model, new Carry(), LocalTraining.NO_PRIVACY);
    }

    /**
     * That of a study that makes a model.
     *
     * @throws FederationException STUDY_UNFIT where it neither trains nor fits one
     */
    public static Learning of(Study study, Carry carry, StepPrivacy.Maker noise) {
        if (study.analysis() instanceof Analysis.Train train) {
            return new Learning(study.data(), train.model(), carry, noise);
        }
        if (study.analysis() instanceof Analysis.Fit fit) {
            return new Learning(study.data(), fit.model(), carry, noise);
        }
        throw new FederationException(ErrorCode.STUDY_UNFIT, "the study trains no model");
    }

    @Override
    public LocalTrainer trainer(
            TrainingProgram.Definition definition, Describe.Description description, Members learnt) {
        Model trained =
                Model.of(model, dictionary.outcome(), description.federated().features());
        LocalTraining training =
                new LocalTraining(trained, definition.training(), definition.seed(), noise, learnt.size());
        return new SiteTrainer(training, learnt.atHand(), description.sites(), carry);
    }

    @Override
    public StepPrivacy.Source statistics(TrainingSpec training, int sites) {
        PrivateTraining wanted = training.privacy();
        if (wanted == null) {
            throw new IllegalArgumentException("sums have noise under differential privacy alone");
        }
        return noise.of(wanted, training.steps(), sites);
    }

    @Override
    public Scorer scorer(Trained trained) {
        return FittedModel.of(dictionary, model, trained);
    }

    @Override
    public Scorer existing() {
        throw new IllegalStateException("the study makes its own model");
    }

    /** That of a study that validates a model. */
    public static RunProgram.Learning validating(Scorer model) {
        return new Validating(model);
    }

    private record Validating(Scorer existing) implements RunProgram.Learning {
        @Override
        public LocalTrainer trainer(
                TrainingProgram.Definition definition, Describe.Description description, Members learnt) {
            throw new IllegalStateException("the study trains no model");
        }

        @Override
        public Scorer scorer(Trained trained) {
            throw new IllegalStateException("the study trains no model");
        }
    }
}
