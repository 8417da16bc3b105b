package org.wardround.privacy.release;

/** What protects a release. Honest labels: {@link #PLAIN} hides nothing from whoever receives it. */
public enum Protection {
    /** Bounded and rounded, but readable by the coordinator. */
    PLAIN,
    /** Under masks that only come off the sum over several sites: whoever receives it reads nothing of this site. */
    MASKED
}
