package org.wardround.core.error;

/** Who has to act when something went wrong. */
public enum Fault {
    /** The site's data, mapping, policy or computer. */
    SITE,
    /** The study file as its author wrote it. */
    STUDY,
    /** The sites together: too few answered, say. */
    FEDERATION,
    /** The coordinator's computer or configuration, or the network to it. */
    COORDINATOR,
    /** The computer that says so: its disk or database. */
    COMPUTER,
    /** A defect of this software. */
    INTERNAL
}
