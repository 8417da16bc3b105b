package org.wardround.privacy.disclosure;

/** How a count is published. */
public enum Showing {
    /** It is printed, unless it must be suppressed. */
    PRINTED,
    /** It is printed, and suppressed only where nothing else helps: totals that readers need. */
    KEPT,
    /** It is printed nowhere, but follows from what is: a rest, or a total of several tables. */
    IMPLIED
}
