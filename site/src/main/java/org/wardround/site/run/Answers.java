package org.wardround.site.run;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.protocol.v1.Signed;

/** What this site answered and would carry on, by round; only what may still be needed. Not thread-safe. */
final class Answers {
    private final Map<Integer, Given> given = new TreeMap<>();

    /**
     * @param submission signed by the site
     * @param words digest of the answer's words
     * @param small whether the words lie in the journal
     * @param carried null where nothing is
     */
    record Given(
            Signed submission,
            Sha256 words,
            boolean small,
            @Nullable Carried carried) {
        Given carrying(Carried next) {
            return new Given(submission, words, small, next);
        }
    }

    /** @param small whether it lies in the journal */
    record Carried(Sha256 digest, boolean small) {}

    void put(int round, Given answer) {
        given.put(round, answer);
    }

    @Nullable
    Given of(int round) {
        return given.get(round);
    }

    void forget(int round) {
        given.remove(round);
    }
}
