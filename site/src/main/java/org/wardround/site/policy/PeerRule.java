package org.wardround.site.policy;

import java.util.List;
import org.wardround.core.identity.SiteId;

/**
 * Which other sites must take part.
 *
 * @param required must all be among them
 * @param minimum how many, this site not counted; 0: not said, so never
 */
public record PeerRule(List<SiteId> required, int minimum) {
    public static final PeerRule NEVER = new PeerRule(List.of(), 0);

    public PeerRule {
        required = required.stream().distinct().sorted().toList();
        if (minimum < 0) {
            throw new IllegalArgumentException("peers.minimum must be at least 1, got " + minimum);
        }
    }
}
