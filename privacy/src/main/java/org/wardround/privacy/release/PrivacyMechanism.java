package org.wardround.privacy.release;

import org.wardround.core.task.TaskOrder;
import org.wardround.core.update.BoundedUpdate;

/** Turns a bounded update into what may leave. */
public sealed interface PrivacyMechanism permits PlainRelease, MaskedRelease {
    /** The release for {@code order}; {@code bounded} has the order's layout, else {@link IllegalArgumentException}. One update, one release. */
    Release protect(TaskOrder order, BoundedUpdate bounded);
}
