package org.wardround.core.task;

import org.wardround.core.error.ErrorCode;

/**
 * One task at one site, from offer to receipt. Pure: an event gives the next state and one piece of work for the runner.
 *
 * <pre>
 * state      event          next       work
 * Offered    onAdmitted     Admitted   LOAD      plan approved, policy, budget and peers hold
 * Admitted   onLoaded       Loaded     COMPUTE   snapshot → dataset, which stays here
 * Loaded     onComputed     Computed   BOUND     trainer → LocalUpdate
 * Computed   onBounded      Bounded    PROTECT   → BoundedUpdate
 * Bounded    onProtected    Protected  RELEASE   → Release; ledger charged, audit line written, stored
 * Protected  onStored       Released   SEND      the stored bytes, as often as asked
 * Released   onReceipt      Done       NOTHING
 * any but Released, Done and Refused: onRefused(code) → Refused, REPORT
 * </pre>
 *
 * An event that a state does not expect throws {@link IllegalStateException}: the runner has a defect. After {@link Released} nothing can be
 * refused any more, because bytes may have left.
 */
public sealed interface TaskState {
    TaskOrder order();

    default Step onAdmitted() {
        throw unexpected("onAdmitted");
    }

    default Step onLoaded() {
        throw unexpected("onLoaded");
    }

    default Step onComputed() {
        throw unexpected("onComputed");
    }

    default Step onBounded() {
        throw unexpected("onBounded");
    }

    default Step onProtected() {
        throw unexpected("onProtected");
    }

    default Step onStored() {
        throw unexpected("onStored");
    }

    default Step onReceipt() {
        throw unexpected("onReceipt");
    }

    /** The task can't be done or may not be; {@code reason} names no patient's value. */
    default Step onRefused(ErrorCode code, String reason) {
        return new Step(new Refused(order(), code, reason), Work.REPORT);
    }

    private IllegalStateException unexpected(String event) {
        return new IllegalStateException(
                "%s can't happen in %s".formatted(event, getClass().getSimpleName()));
    }

    /** The next state and what the runner has to do now. */
    record Step(TaskState next, Work work) {}

    /** What the runner has to do. */
    enum Work {
        LOAD,
        COMPUTE,
        BOUND,
        PROTECT,
        RELEASE,
        SEND,
        REPORT,
        NOTHING
    }

    record Offered(TaskOrder order) implements TaskState {
        @Override
        public Step onAdmitted() {
            return new Step(new Admitted(order), Work.LOAD);
        }
    }

    record Admitted(TaskOrder order) implements TaskState {
        @Override
        public Step onLoaded() {
            return new Step(new Loaded(order), Work.COMPUTE);
        }
    }

    record Loaded(TaskOrder order) implements TaskState {
        @Override
        public Step onComputed() {
            return new Step(new Computed(order), Work.BOUND);
        }
    }

    record Computed(TaskOrder order) implements TaskState {
        @Override
        public Step onBounded() {
            return new Step(new Bounded(order), Work.PROTECT);
        }
    }

    record Bounded(TaskOrder order) implements TaskState {
        @Override
        public Step onProtected() {
            return new Step(new Protected(order), Work.RELEASE);
        }
    }

    record Protected(TaskOrder order) implements TaskState {
        @Override
        public Step onStored() {
            return new Step(new Released(order), Work.SEND);
        }
    }

    record Released(TaskOrder order) implements TaskState {
        @Override
        public Step onReceipt() {
            return new Step(new Done(order), Work.NOTHING);
        }

        @Override
        public Step onRefused(ErrorCode code, String reason) {
            throw new IllegalStateException("a released answer can't be refused");
        }
    }

    record Done(TaskOrder order) implements TaskState {
        @Override
        public Step onRefused(ErrorCode code, String reason) {
            throw new IllegalStateException("a finished task can't be refused");
        }
    }

    record Refused(TaskOrder order, ErrorCode code, String reason) implements TaskState {
        @Override
        public Step onRefused(ErrorCode code, String reason) {
            throw new IllegalStateException("a refused task can't be refused again");
        }
    }
}
