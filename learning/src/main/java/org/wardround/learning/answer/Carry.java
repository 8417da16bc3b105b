package org.wardround.learning.answer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

/**
 * What sites carry from round to round. What one would carry on from the open round becomes current if the round counts and names the site. A hospital stores it
 * with its answer, and says by {@link #resume} what is current when it is started again. Thread-safe.
 */
public final class Carry {
    private final Map<SiteId, Vector> current = new ConcurrentHashMap<>();
    private final Map<SiteId, Vector> proposed = new ConcurrentHashMap<>();

    /** @param vector empty where nothing is carried */
    public void resume(SiteId site, Vector vector) {
        current.put(site, vector);
    }

    /** What the site's next answer starts from; empty where nothing is carried. */
    public Vector current(SiteId site) {
        return current.getOrDefault(site, ArrayVector.EMPTY);
    }

    /** @param vector empty where nothing is carried */
    void propose(SiteId site, Vector vector) {
        proposed.put(site, vector);
    }

    /** What the site would carry on from its last answer. */
    public Optional<Vector> proposed(SiteId site) {
        return Optional.ofNullable(proposed.get(site));
    }

    /** Carries on what the contributors of a committed round had kept aside, and forgets the rest. */
    void roundEnded(RoundState state) {
        if (state instanceof RoundState.Committed committed) {
            committed.contributors().forEach(site -> proposed(site).ifPresent(next -> current.put(site, next)));
        }
        proposed.clear();
    }
}
