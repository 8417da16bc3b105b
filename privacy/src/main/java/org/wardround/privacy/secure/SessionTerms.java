package org.wardround.privacy.secure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.sum.Ring;
import org.wardround.core.trust.VerifyingKey;

/**
 * Everything that one secure sum depends on.
 *
 * @param run the run's name
 * @param round counted from 1
 * @param attempt counted from 1 within the round
 * @param roster hash of the roster by which the sites' keys hold, and with it of the federation
 * @param plan hash of the study as it was approved
 * @param history head of the run's transcript, from which the model follows
 * @param question hash of the question: kind, quorum, bounds and lengths of the vector's parts
 * @param sites who is invited, with the identity key of each; three or more
 * @param words length of the vector, at least 1
 * @param noise what each site adds, in words; empty where it adds none
 */
public record SessionTerms(
        String run,
        int round,
        int attempt,
        Sha256 roster,
        Sha256 plan,
        Sha256 history,
        Sha256 question,
        SortedMap<SiteId, VerifyingKey> sites,
        Ring ring,
        long words,
        String noise) {
    /** Of two sites each could subtract its own part. */
    public static final int MIN_SITES = MaskedSum.MIN_SITES;

    public SessionTerms {
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
        if (sites.size() < MIN_SITES) {
            throw new IllegalArgumentException(
                    "a secure sum is over %d sites or more, got %d".formatted(MIN_SITES, sites.size()));
        }
        if (round < 1 || attempt < 1 || words < 1) {
            throw new IllegalArgumentException(
                    "rounds, attempts and words count from 1, got %d, %d and %d".formatted(round, attempt, words));
        }
    }
}
