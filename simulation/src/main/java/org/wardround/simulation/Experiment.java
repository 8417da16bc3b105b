package org.wardround.simulation;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.ModelShape;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingResult;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.inference.program.Describe;
import org.wardround.inference.program.LocalTrainer;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.inference.program.Watcher;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.learning.answer.Carry;
import org.wardround.learning.answer.FittedModel;
import org.wardround.learning.answer.Learning;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.simulation.attack.Saboteur;

/**
 * One model trained over one set of sites whose tables are at hand: the federated one over all, a local one over a single site, the pooled one over a single
 * invented site that holds all rows.
 */
final class Experiment {
    private final TrainingProgram.Definition definition;
    private final SortedMap<SiteId, Table> tables;
    private final Rounds rounds;
    private final Saboteur saboteur;

    /**
     * @param tables each with at least one training row
     */
    Experiment(TrainingProgram.Definition definition, SortedMap<SiteId, Table> tables, Rounds rounds) {
        this(definition, tables, rounds, Saboteur.NOBODY);
    }

    /**
     * @param saboteur makes the answers of sites that don't mean well
     */
    Experiment(
            TrainingProgram.Definition definition, SortedMap<SiteId, Table> tables, Rounds rounds, Saboteur saboteur) {
        this.definition = definition;
        this.tables = tables;
        this.rounds = rounds;
        this.saboteur = saboteur;
    }

    /**
     * A trained model and how it came about.
     *
     * @param result its losses are on the scale of the description's outcome
     * @param regression what exact regression says about it; null where it was trained otherwise
     */
    record Trained(
            Describe.Description description,
            FittedModel model,
            ModelShape shape,
            TrainingResult result,
            @Nullable RegressionResult regression) {
        static Trained of(DataDictionary dictionary, ModelSpec model, org.wardround.inference.program.Trained trained) {
            FittedModel fitted = FittedModel.of(dictionary, model, trained);
            return new Trained(trained.description(), fitted, trained.shape(), trained.result(), trained.regression());
        }
    }

    Trained run(Watcher watcher) {
        Learning honest = new Learning(definition.dictionary(), definition.model(), new Carry(), TrainingNoise::chance);
        LocalTrainer.Maker trainers = new LocalTrainer.Maker() {
            @Override
            public LocalTrainer make(Describe.Description description, Members learnt) {
                return saboteur.over(honest.trainer(definition, description, learnt));
            }

            @Override
            public StepPrivacy.Source statistics(int sites) {
                return honest.statistics(definition.training(), sites);
            }
        };
        TrainingProgram program = new TrainingProgram(definition, Members.of(tables), rounds, trainers);
        return Trained.of(definition.dictionary(), definition.model(), program.run(watcher));
    }
}
