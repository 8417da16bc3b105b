package org.wardround.privacy.answer;

import java.util.function.Supplier;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.task.TaskState;
import org.wardround.core.update.BoundedUpdate;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.LocalUpdate;
import org.wardround.privacy.release.PlainRelease;
import org.wardround.privacy.release.PrivacyMechanism;
import org.wardround.privacy.release.Release;

/**
 * One task of a site, carried through its states: {@link #answer} computes, bounds and protects; then whoever runs it stores the release, says so by {@link
 * #stored}, sends it, and says so by {@link #received}. The same at a virtual site and at a hospital. Not thread-safe; one task each.
 */
public final class SiteTask {
    private final PrivacyMechanism mechanism;
    private TaskState state;

    /** A task whose answer leaves in the clear. */
    public SiteTask(TaskOrder order) {
        this(order, new PlainRelease());
    }

    public SiteTask(TaskOrder order, PrivacyMechanism mechanism) {
        this.state = new TaskState.Offered(order);
        this.mechanism = mechanism;
    }

    /** What a task comes to. */
    public sealed interface Answer {
        /** What may leave, once it is stored. */
        record Protected(Release release) implements Answer {}

        /** Nothing leaves; the reason names no patient's value. */
        record Refused(ErrorCode code, String reason) implements Answer {}
    }

    public TaskState state() {
        return state;
    }

    /**
     * To be called once, for a task that policy admits and whose rows are loaded.
     *
     * @param work the raw result; throws {@link TaskRefusedException} where there is none
     */
    public Answer answer(Supplier<LocalUpdate> work) {
        TaskOrder order = state.order();
        advance(state.onAdmitted());
        advance(state.onLoaded());
        LocalUpdate local;
        try {
            local = work.get();
        } catch (TaskRefusedException e) {
            return refuse(e.code(), e.reason());
        }
        advance(state.onComputed());
        Bounding bounding = new Bounding(order.maxNorm(), order.share());
        Bounding.Outcome outcome = bounding.bound(local);
        if (outcome instanceof Bounding.Outcome.Refused refused) {
            return refuse(refused.code(), refused.reason());
        }
        advance(state.onBounded());
        BoundedUpdate bounded = ((Bounding.Outcome.Bounded) outcome).update();
        Release release = mechanism.protect(order, bounded);
        advance(state.onProtected());
        return new Answer.Protected(release);
    }

    /** The release is stored: from now on its bytes are sent as often as asked. */
    public void stored() {
        advance(state.onStored());
    }

    /** The receipt is there. */
    public void received() {
        advance(state.onReceipt());
    }

    private Answer refuse(ErrorCode code, String reason) {
        advance(state.onRefused(code, reason));
        return new Answer.Refused(code, reason);
    }

    private void advance(TaskState.Step step) {
        state = step.next();
    }
}
