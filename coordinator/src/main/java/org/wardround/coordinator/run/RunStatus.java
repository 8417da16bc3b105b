package org.wardround.coordinator.run;

/** Where a run stands. */
public enum RunStatus {
    /** The invited are asked for their yes. */
    JOINING,
    RUNNING,
    ENDED
}
