package org.wardround.site.worker;

import java.io.IOException;
import java.io.InputStream;

/** Hands a worker's standard error to the agent's log, so many lines at most and none that is endless, and takes the rest away so that the worker does not wait. */
final class ErrorLines {
    /** Most lines of one process that are logged. */
    static final int MOST_LINES = 200;

    private static final System.Logger LOG = System.getLogger(ErrorLines.class.getName());

    private final String run;
    private final StringBuilder line = new StringBuilder();
    private int logged;

    ErrorLines(String run) {
        this.run = run;
    }

    /** On a thread of its own, until the stream ends. */
    void start(InputStream in) {
        Thread thread = new Thread(() -> drain(in), "worker-errors-" + run);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads the stream to its end. */
    void drain(InputStream in) {
        byte[] block = new byte[4096];
        try (in) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                for (int i = 0; i < count; i++) {
                    take(block[i]);
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the worker of run {0} is gone", run);
        }
        end();
    }

    int logged() {
        return logged;
    }

    private void take(byte next) {
        if (next == '\n') {
            end();
        } else if (line.length() < Conversation.MOST_CHARACTERS) {
            line.append((char) (next & 0xff));
        }
    }

    private void end() {
        if (line.length() > 0 && logged < MOST_LINES) {
            logged++;
            LOG.log(System.Logger.Level.INFO, "worker of run {0}: {1}", run, Conversation.printable(line.toString()));
        }
        line.setLength(0);
    }
}
