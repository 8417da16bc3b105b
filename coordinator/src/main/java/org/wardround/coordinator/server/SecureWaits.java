package org.wardround.coordinator.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.wardround.coordinator.run.RunKeeper;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.protocol.message.SecureCodec;
import org.wardround.protocol.v1.SecureReply;
import org.wardround.protocol.v1.SecureRequest;

/** Sites that were heard in a step of a sum under masks and wait until it is closed. What is asked of one run comes on that run's thread; otherwise thread-safe. */
final class SecureWaits {
    /** Below the time for which a caller waits for a reply. */
    private static final int WAIT_MILLIS = 20_000;

    private final ScheduledExecutorService timers;
    private final Map<String, List<Wait>> byRun = new ConcurrentHashMap<>();

    private record Wait(SiteId site, int round, SecureStep step, CompletableFuture<SecureReply> reply) {}

    SecureWaits(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    /** Takes what a site sends; the reply comes when the step is closed, or after some seconds without it. */
    CompletableFuture<SecureReply> take(RunKeeper keeper, SiteId site, SecureRequest request) {
        SecureReply reply = keeper.secure(site, request);
        // Nothing comes of the last step but the round's end, which the site hears anyway.
        if (reply.getClosed() || request.hasAnswer()) {
            return CompletableFuture.completedFuture(
                    reply.toBuilder().setClosed(true).build());
        }
        CompletableFuture<SecureReply> later = new CompletableFuture<>();
        byRun.computeIfAbsent(request.getRun(), unseen -> new ArrayList<>())
                .add(new Wait(site, request.getRound(), SecureCodec.step(request), later));
        var timer = timers.schedule(() -> later.complete(reply), WAIT_MILLIS, TimeUnit.MILLISECONDS);
        later.whenComplete((told, failure) -> timer.cancel(false));
        return later;
    }

    /** Something happened in the run. */
    void changed(RunKeeper keeper) {
        List<Wait> waits = byRun.get(keeper.definition().run());
        if (waits == null) {
            return;
        }
        waits.forEach(wait -> look(keeper, wait));
        waits.removeIf(wait -> wait.reply.isDone());
    }

    private static void look(RunKeeper keeper, Wait wait) {
        try {
            SecureReply told = keeper.told(wait.site, wait.round, wait.step);
            if (told.getClosed()) {
                wait.reply.complete(told);
            }
        } catch (FederationException over) {
            wait.reply.completeExceptionally(over);
        }
    }
}
