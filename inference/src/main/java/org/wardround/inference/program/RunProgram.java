package org.wardround.inference.program;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Study;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskKind;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.Vector;
import org.wardround.inference.describe.Counts;
import org.wardround.inference.describe.CountsPass;
import org.wardround.inference.statistics.CountRule;
import org.wardround.inference.statistics.GivenPatients;
import org.wardround.inference.statistics.PatientRows;

/**
 * A run from the first question to the last: a model is trained or fitted, or is there already; it is evaluated, and the patients are described. A function of the study, the seed and
 * what the rounds bring, so that the coordinator, who has no table, and every hospital, which has its own, ask and answer the same questions in the same
 * order and come to the same model.
 */
public final class RunProgram {
    private final Study study;
    private final Plan plan;
    private final Members members;
    private final Learning learning;
    private final CountRule counts;

    /** What a run is made from beside its study. */
    public record Plan(long seed, Given given) {}

    /**
     * What the files that a study names give a run.
     *
     * @param parameters to begin training with, or those of the model to validate; null: zeros or uniform values, from the seed
     * @param threshold of the model to validate; NaN where there is none
     */
    public record Given(@Nullable Vector parameters, double threshold) {
        public static final Given NOTHING = new Given(null, Double.NaN);

        /** Shows no parameter. */
        @Override
        public String toString() {
            return parameters == null ? "Given[nothing]" : "Given[%d parameters]".formatted(parameters.length());
        }
    }

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
                return existing();
            }

            @Override
            public Scorer existing() {
                return (site, table, side) -> {
                    throw new IllegalStateException("no table of site '%s' is at hand".formatted(site));
                };
            }
        };

        LocalTrainer trainer(TrainingProgram.Definition definition, Describe.Description description, Members learnt);

        /** The chance of sums with noise that are asked before training; see {@link LocalTrainer.Maker#statistics}. */
        default StepPrivacy.Source statistics(TrainingSpec training, int sites) {
            throw new IllegalStateException("who has no rows draws no noise");
        }

        Scorer scorer(Trained trained);

        /** By the model that the study validates. */
        Scorer existing();
    }

    /**
     * What a run came to.
     *
     * @param trained null where the study validates an existing model
     * @param recalibrated of an existing model of a binary outcome; null for all others
     * @param counts rows and patients of all sites together. Not cleared for anybody
     * @param patients counts as the sites' rules give them, and figures, for Table 1. Not cleared for anybody
     */
    public record Done(
            @Nullable Trained trained,
            EvaluationProgram.Evaluated evaluated,
            RecalibrationProgram.@Nullable Recalibrated recalibrated,
            Counts counts,
            GivenFigures patients) {}

    /** Where sites at hand give their counts as they are. */
    public RunProgram(Study study, Plan plan, Members members, Learning learning) {
        this(study, plan, members, learning, CountRule.SHOWN);
    }

    /** @param counts how the sites at hand give the counts of their patients */
    public RunProgram(Study study, Plan plan, Members members, Learning learning, CountRule counts) {
        this.study = study;
        this.plan = plan;
        this.members = members;
        this.learning = learning;
        this.counts = counts;
    }

    public Done run(Rounds rounds, Watcher watcher) {
        if (study.analysis() instanceof Analysis.Validate) {
            return validate(rounds);
        }
        if (study.analysis() instanceof Analysis.Rehearse rehearsal) {
            throw rehearsed(rehearsal, rounds);
        }
        Trained trained = model(rounds, watcher);
        Counts found = counts(trained.description(), rounds);
        EvaluationProgram.Asked asked = new EvaluationProgram.Asked(members, rows(found));
        EvaluationProgram.Evaluated evaluated = new EvaluationProgram(study.data(), study.evaluation())
                .assess(learning.scorer(trained), asked, asked, rounds);
        return new Done(trained, evaluated, null, found, patients(rounds));
    }

    private FederationException rehearsed(Analysis.Rehearse rehearsal, Rounds rounds) {
        SortedSet<SiteId> sites = new TreeSet<>(members.sites());
        SumLayout layout =
                new SumLayout(sites.size(), List.of(Segment.plain("numbers", rehearsal.values(), 0)), Ring.BITS_32);
        for (int round = 1; round <= rehearsal.rounds(); round++) {
            String label = "round " + round;
            rounds.ask(
                    TaskKind.TRAIN,
                    Rounds.Invited.all(sites, TaskKind.TRAIN),
                    SumQuestion.Weighting.NONE,
                    layout,
                    site -> new LocalUpdate(
                            layout,
                            new RehearsalNumbers(
                                    SeededStream.of(plan.seed, label, site.name())
                                            .nextLong(),
                                    rehearsal.values())));
        }
        // Who answers this has heard the last sum.
        SumLayout last = new SumLayout(sites.size(), List.of(Segment.plain("heard", 1, 0)));
        rounds.askAll(TaskKind.DESCRIBE, sites, last, site -> LocalUpdate.owning(last, new double[] {1}));
        return new FederationException(ErrorCode.CANCELLED, "the rehearsal is over; there is no model");
    }

    private Done validate(Rounds rounds) {
        CountsPass pass = new CountsPass(study.data(), members.size());
        Counts counts = pass.result(rounds.askAll(
                TaskKind.DESCRIBE,
                new TreeSet<>(members.sites()),
                pass.layout(),
                site -> pass.answer(members.table(site))));
        if (counts.rows(Side.TEST) == 0) {
            throw new FederationException(
                    ErrorCode.NO_ROWS,
                    "no site has a row on the test side, so that there is nobody to judge the model by");
        }
        EvaluationProgram.Asked asked = new EvaluationProgram.Asked(members, rows(counts));
        Scorer model = learning.existing();
        double threshold = plan.given.threshold;
        EvaluationProgram.Evaluated evaluated =
                new EvaluationProgram(study.data(), study.evaluation()).evaluate(model, threshold, "", asked, rounds);
        RecalibrationProgram.Recalibrated recalibrated = null;
        if (study.data().outcome().type() == VariableType.BINARY) {
            Side side = counts.rows(Side.VALIDATION) > 0 ? Side.VALIDATION : Side.TEST;
            recalibrated = new RecalibrationProgram(study.data().outcome(), asked, side, rounds).of(model, threshold);
        }
        return new Done(null, evaluated, recalibrated, counts, patients(rounds));
    }

    private Trained model(Rounds rounds, Watcher watcher) {
        if (study.analysis() instanceof Analysis.Fit fit) {
            ExactRegression.Definition definition =
                    new ExactRegression.Definition(study.data(), fit.model(), fit.newton());
            return new ExactRegression(definition, members, rounds, ExactRegression.Purpose.RESULT).run(watcher);
        }
        if (study.analysis() instanceof Analysis.Train train) {
            TrainingProgram.Definition definition = new TrainingProgram.Definition(
                    study.data(), train.model(), train.training(), plan.given.parameters, plan.seed);
            return new TrainingProgram(definition, members, rounds, trainers(definition)).run(watcher);
        }
        throw new IllegalArgumentException("the study '%s' trains no model".formatted(study.name()));
    }

    private LocalTrainer.Maker trainers(TrainingProgram.Definition definition) {
        return new LocalTrainer.Maker() {
            @Override
            public LocalTrainer make(Describe.Description description, Members learnt) {
                return learning.trainer(definition, description, learnt);
            }

            @Override
            public StepPrivacy.Source statistics(int sites) {
                return learning.statistics(definition.training(), sites);
            }
        };
    }

    /** Those of the run's figures: where training knew them with noise alone, they are asked now, of patients and rows on each side. */
    private Counts counts(Describe.Description description, Rounds rounds) {
        boolean noised = study.analysis() instanceof Analysis.Train train
                && train.training().privacy() != null;
        if (!noised) {
            return description.counts();
        }
        CountsPass pass = CountsPass.ofSides(study.data(), members.size());
        Sum sum = rounds.askAll(
                TaskKind.DESCRIBE,
                new TreeSet<>(members.sites()),
                pass.layout(),
                site -> pass.answer(members.table(site)));
        return pass.result(sum).with(description.counts());
    }

    private static long rows(Counts counts) {
        long rows = 0;
        for (Side side : Side.values()) {
            rows += counts.rows(side);
        }
        return rows;
    }

    private GivenFigures patients(Rounds rounds) {
        SortedMap<SiteId, GivenPatients> atHand = new TreeMap<>();
        members.atHand().forEach((site, table) -> atHand.put(site, new GivenPatients(PatientRows.of(table), counts)));
        Asking asking = (layout, answer) ->
                rounds.askAll(TaskKind.DESCRIBE, new TreeSet<>(members.sites()), layout, answer::apply);
        return Describing.given(study.data(), members.size(), atHand, asking);
    }
}
