package org.wardround.coordinator.rest;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.wardround.coordinator.access.AccessEntry;
import org.wardround.coordinator.run.RunStatus;

/**
 * Server-sent events of a run: its state now, then each new one, until it has ended. Each stream holds a thread, so there are few. A stream ends within a second when its
 * token is removed. Thread-safe.
 */
final class EventStream {
    static final int MOST = 32;

    private static final long LOOK_MILLIS = 1000;
    private static final int LOOKS_UNTIL_SIGN_OF_LIFE = 15;

    private final RunFeed feed;
    private final Gate gate;
    private final String edition;
    private final Semaphore places = new Semaphore(MOST);

    /** @param edition of this process: numbers of another one mean nothing */
    EventStream(RunFeed feed, Gate gate, String edition) {
        this.feed = feed;
        this.gate = gate;
        this.edition = edition;
    }

    void serve(Context context, AccessEntry caller, String run) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            throw new RestException(RestCode.TOO_MANY_STREAMS, RestCode.TOO_MANY_STREAMS.title());
        }
        try {
            stream(context, caller, run);
        } finally {
            places.release();
        }
    }

    private void stream(Context context, AccessEntry caller, String run) throws IOException, InterruptedException {
        HttpServletResponse response = context.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        OutputStream out = response.getOutputStream();
        write(out, "retry: 2000\n\n");
        long told = start(context, run);
        int looks = 0;
        while (!feed.isClosed() && gate.stillHolds(caller)) {
            List<RunFeed.State> states = feed.after(run, told, LOOK_MILLIS);
            for (RunFeed.State state : states) {
                write(
                        out,
                        "id: %s-%d\nevent: state\ndata: %s\n\n"
                                .formatted(edition, state.number(), Json.run(state.view())));
                told = state.number();
                if (state.view().status() == RunStatus.ENDED) {
                    return;
                }
            }
            looks = states.isEmpty() ? looks + 1 : 0;
            if (looks == LOOKS_UNTIL_SIGN_OF_LIFE) {
                write(out, ": still here\n\n");
                looks = 0;
            }
        }
    }

    /** After what the caller has heard, where this process told it; else the state that holds comes first. */
    private long start(Context context, String run) {
        String heard = context.header("Last-Event-ID");
        if (heard != null && heard.startsWith(edition + "-")) {
            try {
                return Math.min(Long.parseLong(heard.substring(edition.length() + 1)), feed.beforeLast(run) + 1);
            } catch (NumberFormatException e) {
                return feed.beforeLast(run);
            }
        }
        return feed.beforeLast(run);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
