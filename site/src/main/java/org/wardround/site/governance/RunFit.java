package org.wardround.site.governance;

import java.util.Optional;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.Study;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.site.agent.RunDecider.Decision;

/** Whether a study can be carried out by the sites that a run invites, which is known before any of them joins. */
final class RunFit {
    private static final System.Logger LOG = System.getLogger(RunFit.class.getName());

    private RunFit() {}

    /** Declines a run that would end before its first step; empty where nothing is in the way. */
    static Optional<Decision> refusal(RunOffered run, Study study) {
        try {
            TrainingNoise.requireFit(study, run.getSitesCount());
            return Optional.empty();
        } catch (FederationException unfit) {
            LOG.log(System.Logger.Level.WARNING, "run {0} is declined: {1}", run.getRun(), unfit.getMessage());
            return Optional.of(new Decision.Decline(unfit.code(), String.valueOf(unfit.getMessage())));
        }
    }
}
