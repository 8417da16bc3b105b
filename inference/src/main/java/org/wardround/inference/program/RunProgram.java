package org.wardround.inference.program;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.core.task.TaskKind;
import org.wardround.core.vector.Vector;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.statistics.PatientRows;

/**
 * A run from the first question to the last: a model is trained or fitted, evaluated, and the patients are described. A function of the study, the seed and
 * what the rounds bring, so that the coordinator, who has no table, and every hospital, which has its own, ask and answer the same questions in the same
 * order and come to the same model.
 */
public final class RunProgram {
    private final Study study;
    private final Plan plan;
    private final Members members;
    private final Learning learning;

    /**
     * What a run is made from beside its study.
     *
     * @param initial parameters read from the study's file; null: zeros or uniform values, from the seed
     */
    public record Plan(long seed, @Nullable Vector initial) {}

    /** The part that only who has rows can do. */
    public interface Learning {
        /** Who has no rows neither trains nor scores. */
        Learning NONE = new Learning() {
            @Override
            public LocalTrainer trainer(
                    TrainingProgram.Definition definition, Describe.Description description, Members learnt) {
                return LocalTrainer.NONE;
            }

            @Override
            public Scorer scorer(Trained trained) {
                return (site, table, side) -> {
                    throw new IllegalStateException("no table of site '%s' is at hand".formatted(site));
                };
            }
        };

        LocalTrainer trainer(TrainingProgram.Definition definition, Describe.Description description, Members learnt);

        Scorer scorer(Trained trained);
    }

    /**
     * What a run came to.
     *
     * @param patients figures of everybody, for Table 1. Not cleared for anybody
     */
    public record Done(Trained trained, EvaluationProgram.Evaluated evaluated, GroupFigures patients) {}

    /** @param study one that trains or fits a model */
    public RunProgram(Study study, Plan plan, Members members, Learning learning) {
        this.study = study;
        this.plan = plan;
        this.members = members;
        this.learning = learning;
    }

    public Done run(Rounds rounds, Watcher watcher) {
        Trained trained = model(rounds, watcher);
        EvaluationProgram.Asked asked =
                new EvaluationProgram.Asked(members, rows(trained.description().counts()));
        EvaluationProgram.Evaluated evaluated = new EvaluationProgram(study.data(), study.evaluation())
                .assess(learning.scorer(trained), asked, asked, rounds);
        return new Done(trained, evaluated, patients(rounds));
    }

    private Trained model(Rounds rounds, Watcher watcher) {
        if (study.analysis() instanceof Analysis.Fit fit) {
            ExactRegression.Definition definition =
                    new ExactRegression.Definition(study.data(), fit.model(), fit.newton());
            return new ExactRegression(definition, members, rounds, ExactRegression.Purpose.RESULT).run(watcher);
        }
        if (study.analysis() instanceof Analysis.Train train) {
            TrainingProgram.Definition definition = new TrainingProgram.Definition(
                    study.data(), train.model(), train.training(), plan.initial, plan.seed);
            LocalTrainer.Maker trainers = (description, learnt) -> learning.trainer(definition, description, learnt);
            return new TrainingProgram(definition, members, rounds, trainers).run(watcher);
        }
        throw new IllegalArgumentException("the study '%s' trains no model".formatted(study.name()));
    }

    private static long rows(Counts counts) {
        long rows = 0;
        for (Side side : Side.values()) {
            rows += counts.rows(side);
        }
        return rows;
    }

    private GroupFigures patients(Rounds rounds) {
        SortedMap<SiteId, PatientRows> atHand = new TreeMap<>();
        members.atHand().forEach((site, table) -> atHand.put(site, PatientRows.of(table)));
        Asking asking = (layout, answer) ->
                rounds.askAll(TaskKind.DESCRIBE, new TreeSet<>(members.sites()), layout, answer::apply);
        List<GroupFigures> groups = Describing.together(study.data(), 1, members.size(), atHand, asking)
                .run();
        return groups.get(groups.size() - 1);
    }
}
