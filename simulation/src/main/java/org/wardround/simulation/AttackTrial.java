package org.wardround.simulation;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.TrainingSpec;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.program.TrainingProgram;
import org.wardround.inference.program.Watcher;
import org.wardround.learning.answer.FittedModel;
import org.wardround.simulation.attack.Attackers;
import org.wardround.simulation.attack.Saboteur;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;

/**
 * What a training comes to where some sites don't mean well: the share of all sites' test rows, the dishonest ones' included, that the model puts on the
 * right side of ½. For a binary outcome. Deterministic; thread-safe.
 */
public final class AttackTrial {
    private static final double HALF = 0.5;

    private final DataDictionary dictionary;
    private final ModelSpec model;
    private final SortedMap<SiteId, Table> tables;

    /**
     * @param tables each with at least one training row
     */
    public AttackTrial(DataDictionary dictionary, ModelSpec model, SortedMap<SiteId, Table> tables) {
        this.dictionary = dictionary;
        this.model = model;
        this.tables = new TreeMap<>(tables);
    }

    /** The accuracy where everybody means well. */
    public double clean(TrainingSpec training, long seed) {
        return accuracy(training, tables, Saboteur.NOBODY, seed);
    }

    /** The accuracy under attack; NaN where the attack ended the run, because no model came of it. */
    public double attacked(TrainingSpec training, Attackers attackers, long seed) {
        try {
            return accuracy(training, attackers.tables(tables), attackers, seed);
        } catch (FederationException e) {
            return Double.NaN;
        }
    }

    private double accuracy(TrainingSpec training, SortedMap<SiteId, Table> trainedOn, Saboteur saboteur, long seed) {
        Rounds rounds = new Rounds(
                new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
        TrainingProgram.Definition definition = new TrainingProgram.Definition(dictionary, model, training, null, seed);
        FittedModel fitted = new Experiment(definition, trainedOn, rounds, saboteur)
                .run(Watcher.NONE)
                .model();
        int right = 0;
        int all = 0;
        for (Map.Entry<SiteId, Table> test : tables.entrySet()) {
            ScoredRows rows = fitted.score(test.getKey(), test.getValue(), Side.TEST);
            all += rows.rows();
            for (int row = 0; row < rows.rows(); row++) {
                right += (rows.scores()[row] >= HALF) == (rows.outcomes()[row] == 1) ? 1 : 0;
            }
        }
        return (double) right / all;
    }
}
