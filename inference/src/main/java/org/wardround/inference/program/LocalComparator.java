package org.wardround.inference.program;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.Study;
import org.wardround.core.vector.Vector;

/**
 * The model of one site's rows alone, against which the federated one is held there: made where the rows are, by the same rounds as that of a simulation, and to the
 * same bits.
 */
public final class LocalComparator {
    private final Study study;
    private final RunProgram.Plan plan;
    private final RunProgram.Learning learning;

    /** @param learning which carries nothing from another training */
    public LocalComparator(Study study, RunProgram.Plan plan, RunProgram.Learning learning) {
        this.study = study;
        this.plan = plan;
        this.learning = learning;
    }

    /**
     * The model's evaluation on the site's own test rows.
     *
     * @param rows of all sites of the run on all sides, and {@code sites} their number: the scale on which the federated model is evaluated
     * @throws FederationException where no model can be made of the site's rows
     */
    public EvaluationProgram.Evaluated at(SiteId site, Table table, long rows, int sites) {
        SortedMap<SiteId, Table> own = new TreeMap<>(Map.of(site, table));
        Trained trained = trained(Members.of(own));
        return new EvaluationProgram(study.data(), study.evaluation())
                .assessAlone(learning.scorer(trained), site, table, new EvaluationProgram.Scale(rows, sites));
    }

    private Trained trained(Members own) {
        Rounds rounds = new Rounds(new AloneExchange(), Rounds.RoundLog.NONE);
        if (study.analysis() instanceof Analysis.Fit fit) {
            ExactRegression.Definition definition =
                    new ExactRegression.Definition(study.data(), fit.model(), fit.newton());
            return new ExactRegression(
                            definition.forComparison(Comparator.LOCAL),
                            own,
                            rounds,
                            ExactRegression.Purpose.COMPARISON_OF_ONE_SITE)
                    .run(Watcher.NONE);
        }
        if (study.analysis() instanceof Analysis.Train train) {
            @Nullable Vector initial = plan.given().parameters();
            TrainingProgram.Definition definition = new TrainingProgram.Definition(
                            study.data(), train.model(), train.training(), initial, plan.seed())
                    .forComparison(Comparator.LOCAL, study.evaluation().comparatorTraining());
            return new TrainingProgram(
                            definition,
                            own,
                            rounds,
                            (description, learnt) -> learning.trainer(definition, description, learnt))
                    .run(Watcher.NONE);
        }
        throw new IllegalArgumentException("the study '%s' trains no model".formatted(study.name()));
    }
}
