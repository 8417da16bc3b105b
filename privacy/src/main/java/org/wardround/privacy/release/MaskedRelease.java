package org.wardround.privacy.release;

import org.wardround.core.sum.FixedPoint;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.update.BoundedUpdate;
import org.wardround.privacy.secure.site.Masking;

/**
 * Masks that the other sites of the session take off again by being added. What is read site by site can't be masked.
 *
 * @param phase of the session of this one question
 */
public record MaskedRelease(Masking phase) implements PrivacyMechanism {
    @Override
    public Release protect(TaskOrder order, BoundedUpdate bounded) {
        if (!bounded.layout().equals(order.layout())) {
            throw new IllegalArgumentException("the update has another layout than the order");
        }
        if (order.release() != ReleaseKind.SUM) {
            throw new IllegalArgumentException("%s can't be masked: it is not added".formatted(order.release()));
        }
        return new SumRelease(
                order, Protection.MASKED, phase.mask(FixedPoint.encode(bounded.layout(), bounded.values())));
    }
}
