package org.wardround.protocol.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;

/** Counts the calls of each site that are under way. Thread-safe. */
public final class CallSlots {
    private final int most;
    private final ConcurrentMap<SiteId, Integer> taken = new ConcurrentHashMap<>();

    /** At most {@code most} calls of one site at a time. */
    public CallSlots(int most) {
        this.most = most;
    }

    /** Takes one; TOO_MANY_CALLS where all are taken. Each is given back once by {@link #giveBack}. */
    public void take(SiteId site) {
        int now = taken.merge(site, 1, Integer::sum);
        if (now > most) {
            giveBack(site);
            throw new FederationException(
                    ErrorCode.TOO_MANY_CALLS,
                    "site %s has %d calls under way and may have no more: wait for one to end".formatted(site, most));
        }
    }

    public void giveBack(SiteId site) {
        taken.computeIfPresent(site, (name, count) -> count > 1 ? count - 1 : null);
    }
}
