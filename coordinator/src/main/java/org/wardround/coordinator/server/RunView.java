package org.wardround.coordinator.server;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.run.RunEnd;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.coordinator.run.RunStatus;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;

/**
 * Where a run stands, for people. Immutable.
 *
 * @param study its name
 * @param hash of the study
 * @param invited sites, by name
 * @param joined those of them that have said yes
 * @param round the open one; 0 where none is
 * @param rounds how many were closed or abandoned
 * @param waitingFor the sites whose answer is missing
 * @param published the sites that have published something about themselves; before the run has finished none
 * @param code why it ended; null while it goes on, or where it finished
 * @param reason the same in words; empty likewise
 */
public record RunView(
        String run,
        String study,
        Sha256 hash,
        List<SiteId> invited,
        List<SiteId> joined,
        RunStatus status,
        boolean paused,
        int round,
        int rounds,
        List<SiteId> waitingFor,
        List<SiteId> published,
        @Nullable ErrorCode code,
        String reason) {
    /** A {@link #state}: it came to its end. */
    public static final String FINISHED = "finished";

    public RunView {
        invited = List.copyOf(invited);
        joined = List.copyOf(joined);
        waitingFor = List.copyOf(waitingFor);
        published = List.copyOf(published);
    }

    static RunView of(RunKeeper keeper, Collection<SiteId> published) {
        List<SiteId> invited = List.copyOf(keeper.definition().invited().keySet());
        return new RunView(
                keeper.definition().run(),
                keeper.definition().study().name(),
                keeper.definition().hash(),
                invited,
                List.copyOf(keeper.sites()),
                keeper.status(),
                keeper.isPaused(),
                keeper.deadline().map(RunKeeper.Deadline::round).orElse(0),
                Math.max(0, keeper.head().getLength() - 1 - (keeper.end().isPresent() ? 1 : 0)),
                invited.stream()
                        .filter(site ->
                                keeper.isAsked(site) || keeper.task(site).isPresent())
                        .toList(),
                List.copyOf(published),
                keeper.end().map(RunEnd::code).orElse(null),
                keeper.end().map(RunEnd::reason).orElse(""));
    }

    /** One word: joining, running, paused, finished, cancelled or failed. */
    public String state() {
        if (status == RunStatus.ENDED) {
            return code == null ? FINISHED : code == ErrorCode.CANCELLED ? "cancelled" : "failed";
        }
        return paused ? "paused" : status.name().toLowerCase(Locale.ROOT);
    }
}
