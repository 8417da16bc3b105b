package org.wardround.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardround.core.strategy.TrainingProgress;
import org.wardround.core.strategy.TrainingResult;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.Variable;
import org.wardround.core.text.Counted;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.study.results.AggregationInfo;
import org.wardround.study.results.Header;
import org.wardround.study.results.OutcomeInfo;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Training;
import org.wardround.study.results.VariableInfo;

/** What results say about the study, and how its training went to its end. */
public final class PlanResults {
    private static final Training.Stopping NOTHING_TRAINED =
            new Training.Stopping(0, 0, 0, "nothing was trained: an existing model was evaluated");

    private final StudyAsRun asRun;
    private final ModelSpec model;

    /** @param model of the study, or the existing one that it names */
    public PlanResults(StudyAsRun asRun, ModelSpec model) {
        this.asRun = asRun;
        this.model = model;
    }

    public Header header(RunKind kind, RunInfo run) {
        Study study = asRun.study();
        OutcomeInfo outcome = new OutcomeInfo(
                study.data().outcome().name(),
                study.data().outcome().title(),
                study.data().outcome().type().yamlName(),
                study.data().outcome().unit());
        PlanInfo plan = new PlanInfo(
                model.type(),
                strategy(study.analysis()),
                aggregation(study.analysis()),
                study.evaluation().primary(),
                study.evaluation().margin());
        StudyInfo info =
                new StudyInfo(study.name(), study.purpose(), asRun.hash().hex(), outcome, plan, labels(study));
        return new Header(kind, info, run, Software.versions());
    }

    private static Map<String, VariableInfo> labels(Study study) {
        Map<String, VariableInfo> labels = new LinkedHashMap<>();
        for (Variable variable : study.data().variables()) {
            labels.put(variable.name(), new VariableInfo(variable.label(), variable.unit()));
        }
        return labels;
    }

    private static String strategy(Analysis analysis) {
        if (analysis instanceof Analysis.Train train) {
            return train.training().strategy().name();
        }
        return analysis instanceof Analysis.Fit ? Analysis.Fit.STRATEGY : "";
    }

    private static AggregationInfo aggregation(Analysis analysis) {
        if (!(analysis instanceof Analysis.Train train)) {
            return AggregationInfo.MEAN;
        }
        StrategySpec strategy = train.training().strategy();
        String type = strategy.aggregation() instanceof RobustAggregation robust
                ? robust.yamlName()
                : AggregationInfo.MEAN.type();
        if (strategy.clip() instanceof StrategySpec.Clip.Adaptive) {
            return new AggregationInfo(type, AggregationInfo.Clip.ADAPTIVE);
        }
        boolean clipped = Double.isFinite(strategy.clip().initial());
        return new AggregationInfo(type, clipped ? AggregationInfo.Clip.FIXED : AggregationInfo.Clip.NONE);
    }

    /**
     * Why the training ended when it did.
     *
     * @param rounds that were trained
     * @param result of the training; null where there was none
     * @param regression of an exact regression; null of all others
     */
    public Training.Stopping stopping(
            int rounds, @Nullable TrainingResult result, @Nullable RegressionResult regression) {
        Analysis analysis = asRun.study().analysis();
        if (analysis instanceof Analysis.Train train && result != null) {
            String reason = result.reason() == TrainingProgress.STOPPED_EARLY
                    ? "the validation loss had stopped falling"
                    : rounds == train.training().rounds()
                            ? "all rounds were trained"
                            : "the rounds for which the noise was made were all asked, and %d had too few answers"
                                    .formatted(train.training().rounds() - rounds);
            return new Training.Stopping(train.training().rounds(), rounds, result.round(), reason);
        }
        if (analysis instanceof Analysis.Fit fit && regression != null) {
            int iterations = regression.fit().iterations();
            return new Training.Stopping(
                    fit.newton().rounds(),
                    iterations,
                    iterations,
                    "converged after " + Counted.of(iterations, "Newton step"));
        }
        return NOTHING_TRAINED;
    }
}
