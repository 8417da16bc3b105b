package org.wardround.site.approval;

import java.util.List;

/**
 * How a study or an envelope stands with the people of this site.
 *
 * @param words why, one line each, for people
 */
public record Standing(State state, List<String> words) {
    public Standing {
        words = List.copyOf(words);
    }

    /** Only {@link #APPROVED} lets anything leave. */
    public enum State {
        /** Nobody has decided. */
        UNDECIDED,
        /** Somebody said yes, and another person must too. */
        WAITING,
        APPROVED,
        /** The yes was for another roster, other peers, or another dossier. */
        CHANGED,
        EXPIRED,
        REJECTED,
        REVOKED
    }

    public boolean isApproved() {
        return state == State.APPROVED;
    }

    static Standing of(State state, String... words) {
        return new Standing(state, List.of(words));
    }
}
