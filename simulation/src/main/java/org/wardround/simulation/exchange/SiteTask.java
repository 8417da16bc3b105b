package org.wardround.simulation.exchange;

import java.util.function.Consumer;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.task.TaskState;
import org.wardround.core.update.BoundedUpdate;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.VectorWriter;
import org.wardround.inference.program.SiteWork;
import org.wardround.privacy.release.PlainRelease;
import org.wardround.privacy.release.PrivacyMechanism;
import org.wardround.privacy.release.Release;

/** Carries one task of a virtual site through its states, from offer to receipt. Not thread-safe; one task each. */
final class SiteTask {
    private static final PrivacyMechanism MECHANISM = new PlainRelease();

    private final SiteWork work;
    private final Consumer<Release> exit;
    private TaskState state;

    /**
     * @param exit where the release goes
     */
    SiteTask(TaskOrder order, SiteWork work, Consumer<Release> exit) {
        this.work = work;
        this.exit = exit;
        this.state = new TaskState.Offered(order);
    }

    /** Done, with the answer gone out, or Refused. */
    TaskState run() {
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
        exit.accept(release);
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
