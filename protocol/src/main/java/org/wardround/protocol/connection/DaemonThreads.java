package org.wardround.protocol.connection;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that say in their name what they do, and keep no process alive. Stateless. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Makes NAME-1, NAME-2 and so on. */
    public static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "%s-%d".formatted(name, count.incrementAndGet()));
            thread.setDaemon(true);
            return thread;
        };
    }
}
