package org.wardround.simulation.exchange;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.task.TaskState;
import org.wardround.core.update.BoundedUpdate;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.VectorWriter;
import org.wardround.privacy.release.PlainRelease;
import org.wardround.privacy.release.PrivacyMechanism;
import org.wardround.privacy.release.Release;

/** Carries one task of a virtual site through its states, from offer to receipt. Not thread-safe; one task each. */
final class SiteTask {
    private static final PrivacyMechanism MECHANISM = new PlainRelease();

    private final SiteWork work;
    private final Egress egress;
    private TaskState state;

    SiteTask(TaskOrder order, SiteWork work, Egress egress) {
        this.work = work;
        this.egress = egress;
        this.state = new TaskState.Offered(order);
    }

    /** Done, with the answer added to {@code staging}, or Refused. */
    TaskState run(Accumulator staging) {
        TaskOrder order = state.order();
        advance(state.onAdmitted());
        advance(state.onLoaded());
        LocalUpdate local;
        try {
            local = work.compute(order.site());
        } catch (SiteWork.RefusedException e) {
            return refuse(e.code(), e.reason());
        }
        advance(state.onComputed());
        Bounding bounding = new Bounding(order.maxNorm(), order.share(), VectorWriter.Factory.IN_MEMORY);
        Bounding.Outcome outcome = bounding.bound(local);
        if (outcome instanceof Bounding.Outcome.Refused refused) {
            return refuse(refused.code(), refused.reason());
        }
        advance(state.onBounded());
        BoundedUpdate bounded = ((Bounding.Outcome.Bounded) outcome).update();
        Release release = MECHANISM.protect(order, bounded);
        advance(state.onProtected());
        egress.send(release, staging);
        advance(state.onStored());
        advance(state.onReceipt());
        return state;
    }

    private TaskState refuse(ErrorCode code, String reason) {
        advance(state.onRefused(code, reason));
        return state;
    }

    private void advance(TaskState.Step step) {
        state = step.next();
    }
}
