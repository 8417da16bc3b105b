package org.wardround.inference.program;

import java.util.List;
import java.util.SortedMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Sum;
import org.wardround.core.update.PerSiteUpdate;

/**
 * Carries the questions of a run to its sites and brings back what came of them: within one process, or between hospitals. One question at a time, in
 * the order of the run; the calls return when the round has ended.
 */
public interface Exchange {
    RoundResult ask(SumQuestion question);

    /** Asks for updates that are read site by site. */
    PerSiteResult askEach(PerSiteQuestion question);

    /**
     * How a round ended.
     *
     * @param state {@link RoundState.Committed} or {@link RoundState.Abandoned}
     * @param sum of the contributors; of nobody where the round was abandoned
     * @param refusals what sites said that could not answer
     */
    record RoundResult(RoundState state, Sum sum, SortedMap<SiteId, String> refusals) {
        public boolean isCommitted() {
            return state instanceof RoundState.Committed;
        }
    }

    /**
     * How a round of per-site updates ended.
     *
     * @param state {@link RoundState.Committed} or {@link RoundState.Abandoned}
     * @param updates of the contributors, by site; of nobody where the round was abandoned
     * @param refusals what sites said that could not answer, or what was wrong with their answers
     */
    record PerSiteResult(RoundState state, List<PerSiteUpdate> updates, SortedMap<SiteId, String> refusals) {
        public PerSiteResult {
            updates = List.copyOf(updates);
        }

        public boolean isCommitted() {
            return state instanceof RoundState.Committed;
        }
    }
}
