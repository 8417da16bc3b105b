package org.wardround.core.error;

/** Who has to act when something went wrong. */
public enum Fault {
    /** The site's data, mapping, policy or computer. */
    SITE,
    /** The study file as its author wrote it. */
    STUDY,
    /** The sites together: too few answered, say. */
    FEDERATION,
    /** A defect of this software, or of the computer that it runs on. */
    INTERNAL
}
