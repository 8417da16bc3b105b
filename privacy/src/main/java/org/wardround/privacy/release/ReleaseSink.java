package org.wardround.privacy.release;

/** Where a release's words go: staging, a file, a connection. */
@FunctionalInterface
public interface ReleaseSink {
    /** The next {@code count} words; the array belongs to the sink afterwards. */
    void accept(long[] block, int count);
}
