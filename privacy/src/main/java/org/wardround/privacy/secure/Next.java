package org.wardround.privacy.secure;

/** What came of an event: the next phase, or a refusal. */
public sealed interface Next<P> {
    /** The protocol goes on. */
    record Phase<P>(P phase) implements Next<P> {}

    /** It does not. */
    record Refused<P>(Refusal refusal) implements Next<P> {}
}
