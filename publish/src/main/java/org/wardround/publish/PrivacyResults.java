package org.wardround.publish;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.PrivateTraining.Share;
import org.wardround.core.study.Study;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.study.results.Privacy;

/** What may be said of a training under differential privacy, and what must be said beside it. */
public final class PrivacyResults {
    private static final String ACCOUNTANT =
            "Rényi divergences (RenyiAccountant): discrete Gaussian noise on Poisson samples of patients, and on all of them in the sums before training; one patient added or removed";

    private static final String SHARED =
            "Rényi divergences (RenyiAccountant): discrete Gaussian noise, of which each site adds a share, on Poisson samples of patients, and on all of them in the sums before training; one patient added or removed";

    private PrivacyResults() {}

    /**
     * The guarantee of all rounds that a study plans; fewer rounds cost less, and sites answer no more.
     *
     * @return {@code NONE} where the study asks for none
     */
    public static Privacy.DifferentialPrivacy of(Study study, TrainingSpec training) {
        PrivateTraining wanted = training.privacy();
        if (wanted == null) {
            return Privacy.DifferentialPrivacy.NONE;
        }
        TrainingNoise noise = TrainingNoise.of(wanted, training.steps());
        return new Privacy.DifferentialPrivacy(
                noise.epsilon(),
                wanted.delta(),
                wanted.isDistributed() ? SHARED : ACCOUNTANT,
                noise.cost().text(),
                holdsWhile(wanted.share()),
                notBounded(study));
    }

    private static String holdsWhile(Share share) {
        if (!(share instanceof Share.Distributed distributed)) {
            return "";
        }
        return distributed.toleratedColluders() == 0
                ? "sums are under masks, and every hospital in them adds its share of the noise and tells it to nobody"
                : "sums are under masks, and at most %d of the hospitals in each tell what noise they added, or add none"
                        .formatted(distributed.toleratedColluders());
    }

    private static List<String> notBounded(Study study) {
        List<String> left = new ArrayList<>();
        left.add("the mean loss of the finished model, on training and on validation rows");
        if (!(study.evaluation().threshold() instanceof ThresholdRule.Value)) {
            left.add("the threshold, chosen on validation rows");
        }
        left.add("numbers of rows and patients, all figures of the evaluation, and the description of the patients");
        return left;
    }

    /** The guarantee of a study, as above. */
    public static Privacy.DifferentialPrivacy of(Study study) {
        return study.analysis() instanceof Analysis.Train train
                ? of(study, train.training())
                : Privacy.DifferentialPrivacy.NONE;
    }

    /** In words, with the limits of the promise. */
    public static String statement(Privacy.DifferentialPrivacy guarantee) {
        String noise = guarantee.holdsWhile().isEmpty()
                ? "Training added secret noise at each site, so that what its updates say of one patient is bounded, for each site at which the patient is"
                : "Each site added a share of secret noise, so that what the sum of a round says of one patient is bounded, for each site at which the patient is. That leans on other hospitals: it holds while %s"
                        .formatted(guarantee.holdsWhile());
        return noise
                + ". What inputs are scaled by, and gaps are filled with, comes from sums with such noise too, or from nothing: the same bound covers it. "
                + "Without noise left, and nothing bounds it: " + String.join("; ", guarantee.notBounded()) + ". "
                + "No second run gives the same model, since nobody keeps the noise, and a second run costs as much again; local and pooled models to compare with are trained without noise. "
                + "The model and this report can carry traces of single patients.";
    }
}
