package org.wardround.core.error;

/** When the same request may succeed. */
public enum Retry {
    NOW,
    NEXT_ROUND,
    NEVER
}
