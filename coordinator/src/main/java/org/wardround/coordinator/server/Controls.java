package org.wardround.coordinator.server;

import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/** Carries out what is asked of a run. */
final class Controls {
    private Controls() {}

    /** @throws FederationException OUT_OF_ORDER where the run has ended, unless its end is what is asked for */
    static void apply(ControlRequest request, RunKeeper keeper) {
        if (keeper.end().isPresent()) {
            if (request.action() == ControlRequest.Action.CANCEL
                    && isCancelled(keeper.end().get())) {
                return;
            }
            throw new FederationException(ErrorCode.OUT_OF_ORDER, "run %s has ended already".formatted(request.run()));
        }
        switch (request.action()) {
            case PAUSE -> keeper.pause(request.by());
            case RESUME -> keeper.resume(request.by());
            case CANCEL -> keeper.cancel(reason(request));
        }
    }

    private static boolean isCancelled(RunEnd end) {
        return end.code() == ErrorCode.CANCELLED;
    }

    private static String reason(ControlRequest request) {
        String by = request.by().isEmpty() ? "cancelled" : "cancelled by " + request.by();
        return request.reason().isEmpty() ? by : by + ": " + request.reason();
    }
}
