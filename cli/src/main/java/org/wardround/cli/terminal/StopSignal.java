package org.wardround.cli.terminal;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets a command that runs until it is stopped end by itself, with an exit code of its own: Java's own way with SIGTERM and Ctrl-C ends the process under the command's
 * hands. The second signal ends the process at once. One at a time. Thread-safe.
 */
public final class StopSignal {
    private static final List<String> NAMES = List.of("TERM", "INT");

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param then done on the signal's thread, once */
    public StopSignal(Runnable then) {
        for (String name : NAMES) {
            Signal.handle(new Signal(name), signal -> {
                NAMES.forEach(each -> Signal.handle(new Signal(each), SignalHandler.SIG_DFL));
                stopped.countDown();
                then.run();
            });
        }
    }

    /** Returns at the signal. */
    public void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
