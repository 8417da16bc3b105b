package org.wardround.site.worker;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.publish.counts.CountMode;
import org.wardround.site.worker.v1.Counts;
import org.wardround.site.worker.v1.Open;

/** How a site's counts enter Table 1, as a worker is told. */
final class CountWords {
    private CountWords() {}

    static void put(CountMode mode, Open.Builder open) {
        if (mode instanceof CountMode.Noised noised) {
            open.setCounts(Counts.newBuilder()
                    .setMode(mode.word())
                    .setEpsilon(noised.epsilon())
                    .setDelta(noised.delta()));
        } else if (mode instanceof CountMode.OwnThreshold) {
            open.setCounts(Counts.newBuilder().setMode(mode.word()));
        }
    }

    /** @throws FederationException QUESTION_DIFFERS where the agent means a mode that this version does not know: counts must never leave as they are by mistake */
    static CountMode of(Open open) {
        if (!open.hasCounts()) {
            return CountMode.SHOWN;
        }
        Counts counts = open.getCounts();
        return switch (counts.getMode()) {
            case "own-threshold" -> CountMode.OWN_THRESHOLD;
            case "noised" -> new CountMode.Noised(counts.getEpsilon(), counts.getDelta());
            default ->
                throw new FederationException(
                        ErrorCode.QUESTION_DIFFERS,
                        "the agent gives counts in a way that this worker does not know; the versions of the software differ");
        };
    }
}
