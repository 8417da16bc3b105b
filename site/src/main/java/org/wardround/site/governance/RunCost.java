package org.wardround.site.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.study.Study;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.publish.counts.CountMode;

/** What a whole run costs a patient of this site, of all answers that have noise. */
final class RunCost {
    private RunCost() {}

    /** Of training, as the study asks, and of Table 1, as the site's policy says; empty where neither has noise. */
    static Optional<Cost> of(Study study, CountMode counts) {
        List<Cost> costs = new ArrayList<>();
        TrainingNoise.of(study).ifPresent(noise -> costs.add(noise.cost()));
        counts.cost(study.data()).ifPresent(costs::add);
        return costs.isEmpty() ? Optional.empty() : Optional.of(Cost.sum(costs));
    }
}
