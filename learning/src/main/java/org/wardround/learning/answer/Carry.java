package org.wardround.learning.answer;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.vector.Vector;

/**
 * What sites would carry from the round that is open to the next, if it counts and names them. A hospital stores it with its answer and, when it is started
 * again, proposes it again before the end of that round is told. Thread-safe.
 */
public final class Carry {
    private final Map<SiteId, Vector> proposed = new ConcurrentHashMap<>();

    /** @param vector empty where nothing is carried */
    public void propose(SiteId site, Vector vector) {
        proposed.put(site, vector);
    }

    public Optional<Vector> proposed(SiteId site) {
        return Optional.ofNullable(proposed.get(site));
    }

    void clear() {
        proposed.clear();
    }
}
