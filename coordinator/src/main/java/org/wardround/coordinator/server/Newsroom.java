package org.wardround.coordinator.server;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.wardround.core.identity.SiteId;
import org.wardround.protocol.v1.News;
import org.wardround.protocol.v1.PollReply;
import org.wardround.protocol.v1.PollRequest;

/** What each site is to hear, and the polls that wait for it. News is what holds now, so a site that missed some misses nothing. Thread-safe. */
final class Newsroom {
    /** Another coordinator, or this one after a restart, counts anew. */
    private final long edition;

    private final ScheduledExecutorService timers;
    private final Map<SiteId, Board> boards = new HashMap<>();

    /** One site's news, by the run or study that they are about. */
    private static final class Board {
        private final SortedMap<String, List<News>> topics = new TreeMap<>();
        private long version = 1;
        private CompletableFuture<Boolean> change = new CompletableFuture<>();
    }

    Newsroom(long edition, ScheduledExecutorService timers) {
        this.edition = edition;
        this.timers = timers;
    }

    /** Replaces what a site hears about a topic. */
    void post(SiteId site, String topic, List<News> news) {
        CompletableFuture<Boolean> told;
        synchronized (this) {
            Board board = board(site);
            List<News> before = board.topics.getOrDefault(topic, List.of());
            if (before.equals(news)) {
                return;
            }
            board.topics.put(topic, List.copyOf(news));
            board.version++;
            told = board.change;
            board.change = new CompletableFuture<>();
        }
        told.complete(true);
    }

    /** At once if there is something that the caller has not heard, otherwise when there is or the wait is over. */
    CompletableFuture<PollReply> poll(SiteId site, PollRequest request) {
        CompletableFuture<Boolean> change;
        synchronized (this) {
            Board board = board(site);
            if (!request.getCursor().equals(cursor(board)) || request.getWaitMillis() == 0) {
                return CompletableFuture.completedFuture(
                        reply(board, !request.getCursor().equals(cursor(board))));
            }
            change = board.change;
        }
        CompletableFuture<Boolean> waited = change.copy();
        var timer = timers.schedule(() -> waited.complete(false), request.getWaitMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<PollReply> replied = waited.thenApply(changed -> {
            timer.cancel(false);
            synchronized (this) {
                // Not by who woke it: something may have been posted between the end of the wait and here, and the
                // cursor would pass over it.
                return reply(board(site), !request.getCursor().equals(cursor(board(site))));
            }
        });
        // A caller that went away cancels its future; nobody waits for it then.
        replied.whenComplete((reply, failure) -> timer.cancel(false));
        return replied;
    }

    private Board board(SiteId site) {
        return boards.computeIfAbsent(site, unseen -> new Board());
    }

    private PollReply reply(Board board, boolean withNews) {
        PollReply.Builder reply = PollReply.newBuilder().setCursor(cursor(board));
        if (withNews) {
            board.topics.values().forEach(reply::addAllNews);
        }
        return reply.build();
    }

    private ByteString cursor(Board board) {
        return ByteString.copyFrom(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(edition)
                .putLong(board.version)
                .flip());
    }
}
