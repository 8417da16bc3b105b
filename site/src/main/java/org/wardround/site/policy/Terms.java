package org.wardround.site.policy;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.MomentsRule;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.Study;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;

/**
 * What a study asks for, as far as a policy has a say.
 *
 * @param author who signed it, by the name in the roster
 * @param purpose as the study says
 * @param tasks that it needs, in the order of the enum
 * @param releases that it can't do without, in the order of the enum
 * @param masked whether its sums are taken under masks
 * @param exactMoments whether the model is to tell means and deviations of training rows at full precision
 * @param rounds of training, or steps of a fit, at most; 0 where nothing is trained
 */
public record Terms(
        String author,
        String purpose,
        List<TaskKind> tasks,
        List<ReleaseKind> releases,
        boolean masked,
        boolean exactMoments,
        int rounds) {
    public Terms {
        tasks = tasks.stream().distinct().sorted().toList();
        releases = releases.stream().distinct().sorted().toList();
        if (rounds < 0) {
            throw new IllegalArgumentException("rounds must be 0 or more, got " + rounds);
        }
    }

    public static Terms of(String author, Study study) {
        return new Terms(
                author,
                study.purpose(),
                tasks(study),
                releases(study.analysis()),
                study.privacy().secureAggregation(),
                hasExactMoments(study),
                rounds(study.analysis()));
    }

    private static boolean hasExactMoments(Study study) {
        return study.data().moments() == MomentsRule.EXACT
                && (study.analysis() instanceof Analysis.Train || study.analysis() instanceof Analysis.Fit);
    }

    private static List<TaskKind> tasks(Study study) {
        List<TaskKind> tasks = new ArrayList<>(List.of(TaskKind.DESCRIBE));
        if (study.analysis() instanceof Analysis.Train) {
            // The best round is found by its loss on validation patients: an evaluation, whether there are test
            // patients or not.
            tasks.addAll(List.of(TaskKind.TRAIN, TaskKind.EVALUATE));
        } else if (study.analysis() instanceof Analysis.Fit) {
            tasks.add(TaskKind.FIT);
            if (study.data().split().test() > 0) {
                tasks.add(TaskKind.EVALUATE);
            }
        } else {
            tasks.add(TaskKind.EVALUATE);
        }
        return tasks;
    }

    private static List<ReleaseKind> releases(Analysis analysis) {
        return analysis instanceof Analysis.Train train
                        && train.training().strategy().aggregation() instanceof RobustAggregation
                ? List.of(ReleaseKind.SUM, ReleaseKind.PER_SITE_UPDATE)
                : List.of(ReleaseKind.SUM);
    }

    private static int rounds(Analysis analysis) {
        if (analysis instanceof Analysis.Train train) {
            return train.training().rounds();
        }
        return analysis instanceof Analysis.Fit fit ? fit.newton().rounds() : 0;
    }
}
