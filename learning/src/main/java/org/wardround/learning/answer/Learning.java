package org.wardround.learning.answer;

import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.inference.program.Describe;
import org.wardround.inference.program.LocalTrainer;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.Scorer;
import org.wardround.inference.program.Trained;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.learning.model.Model;
import org.wardround.learning.training.LocalTraining;

/** The part of a run that only who has rows can do, by the trainers in plain Java. Immutable. */
public record Learning(DataDictionary dictionary, ModelSpec model) implements RunProgram.Learning {
    @Override
    public LocalTrainer trainer(
            TrainingProgram.Definition definition, Describe.Description description, Members learnt) {
        Model trained =
                Model.of(model, dictionary.outcome(), description.federated().features());
        LocalTraining training = new LocalTraining(trained, definition.training(), definition.seed());
        return new SiteTrainer(training, learnt.atHand(), description.sites());
    }

    @Override
    public Scorer scorer(Trained trained) {
        return FittedModel.of(dictionary, model, trained);
    }
}
