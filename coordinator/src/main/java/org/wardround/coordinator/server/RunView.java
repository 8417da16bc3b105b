package org.wardround.coordinator.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.coordinator.run.RunStatus;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;

/**
 * Where a run stands, for people. Immutable.
 *
 * @param round the open one; 0 where none is
 * @param waitingFor the sites whose answer is missing
 * @param code why it ended; null while it goes on, or where it finished
 */
public record RunView(
        String run,
        String study,
        RunStatus status,
        boolean paused,
        int round,
        List<SiteId> waitingFor,
        @Nullable ErrorCode code) {
    static RunView of(RunKeeper keeper) {
        List<SiteId> waiting = keeper.definition().invited().keySet().stream()
                .filter(site -> keeper.isAsked(site) || keeper.task(site).isPresent())
                .toList();
        return new RunView(
                keeper.definition().run(),
                keeper.definition().study().name(),
                keeper.status(),
                keeper.isPaused(),
                keeper.deadline().map(RunKeeper.Deadline::round).orElse(0),
                waiting,
                keeper.end().map(RunEnd::code).orElse(null));
    }
}
