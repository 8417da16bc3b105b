package org.wardround.protocol.call;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/** What is said to a caller that does not move. */
final class Slowness {
    private Slowness() {}

    static FederationException refusal() {
        return new FederationException(
                ErrorCode.TOO_SLOW,
                "less than %d bytes moved in ten seconds: go on later from where it stopped"
                        .formatted(ProgressWatch.LEAST_BYTES));
    }
}
