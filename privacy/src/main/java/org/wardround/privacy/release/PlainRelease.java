package org.wardround.privacy.release;

import org.wardround.core.sum.FixedPoint;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.update.BoundedUpdate;

/**
 * No noise and no masks: the coordinator could read this one site's update. For simulations, where one person holds all data, and for sites
 * whose policy allows it.
 */
public record PlainRelease() implements PrivacyMechanism {
    @Override
    public Release protect(TaskOrder order, BoundedUpdate bounded) {
        if (!bounded.layout().equals(order.layout())) {
            throw new IllegalArgumentException("the update has another layout than the order");
        }
        return new Release(order, Protection.PLAIN, FixedPoint.encode(bounded.layout(), bounded.values()));
    }
}
