package org.wardround.core.error;

/** When the same request may succeed. */
public enum Retry {
    NOW,
    /** After a pause that grows with each attempt. */
    LATER,
    NEXT_ROUND,
    NEVER
}
