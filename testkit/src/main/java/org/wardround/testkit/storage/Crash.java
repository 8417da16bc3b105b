package org.wardround.testkit.storage;

/** The process ends here, as {@code kill -9} would end it: an {@link Error}, so that nobody who handles exceptions goes on. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(int call, String where) {
        super("stopped at call %d to the disk: %s".formatted(call, where));
    }
}
