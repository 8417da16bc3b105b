package org.wardround.privacy.release;

import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Words;
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
        Words words = FixedPoint.encode(bounded.layout(), bounded.values());
        return switch (order.release()) {
            case SUM -> new SumRelease(order, Protection.PLAIN, words);
            case PER_SITE_UPDATE -> new PerSiteRelease(order, Protection.PLAIN, words);
            case SITE_FIGURE -> throw new IllegalArgumentException("a figure about one site is no update");
        };
    }
}
