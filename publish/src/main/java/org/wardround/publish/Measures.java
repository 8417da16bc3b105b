package org.wardround.publish;

import java.util.SortedSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Study;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.MaskedSum;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.RunMeasures;

/** What protected a run, for the first line of its audit log. */
public final class Measures {
    private Measures() {}

    /**
     * @param masked whether sums were taken under masks
     * @param rings that the run's rounds took
     * @param counts how sites gave the counts of their patients
     * @param federation {@code NONE} of a simulation
     */
    public static RunMeasures of(
            RunKind kind,
            StudyAsRun study,
            SortedSet<SiteId> sites,
            boolean masked,
            RingsUsed rings,
            RunMeasures.Counts counts,
            RunMeasures.Federation federation) {
        return new RunMeasures(
                kind,
                study.hash(),
                sites,
                SmallCellRule.DEFAULT.minimum(),
                masked
                        ? new RunMeasures.Sums(true, MaskedSum.threshold(sites.size()), rings.bits())
                        : RunMeasures.Sums.plain(rings.bits()),
                noise(study.study()),
                counts,
                federation);
    }

    private static RunMeasures.Noise noise(Study study) {
        TrainingSpec training = study.analysis() instanceof Analysis.Train train ? train.training() : null;
        PrivateTraining wanted = training == null ? null : training.privacy();
        if (training == null || wanted == null) {
            return RunMeasures.Noise.NONE;
        }
        TrainingNoise noise = TrainingNoise.of(wanted, training.steps());
        return new RunMeasures.Noise(
                noise.epsilon(),
                wanted.delta(),
                noise.multiplier(),
                wanted.clipNorm(),
                StepPrivacy.UNITS,
                wanted.samplingRate(),
                training.stepsPerRound(),
                training.rounds());
    }
}
