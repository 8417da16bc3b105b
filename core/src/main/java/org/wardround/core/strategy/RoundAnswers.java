package org.wardround.core.strategy;

import java.util.SortedMap;
import org.wardround.core.aggregate.Outlier;
import org.wardround.core.identity.SiteId;
import org.wardround.core.vector.Vector;

/** What a round's answers say, whether they came in a sum or one by one. */
interface RoundAnswers {
    /** How many sites answered. */
    int contributors();

    /** Of the model that was sent, a training row; NaN where it was not asked. */
    double trainLoss();

    /** Of the model that was sent, a validation row; NaN where no site has any, or it was not asked. */
    double validationLoss();

    /** Standard deviation of the noise in each number of {@link Advance#change}; 0 where none was told of. */
    double noise();

    /** What follows for the model. */
    Advance advance(ServerState server);

    /**
     * What a round changes.
     *
     * @param change of the model, before the server rule
     * @param controlChange SCAFFOLD: the change of c; empty with other strategies
     * @param bound that held in this round; NaN for none
     * @param nextBound what the server keeps for the next round
     */
    record Advance(
            Vector change, Vector controlChange, double bound, double nextBound, SortedMap<SiteId, Outlier> outliers) {}
}
