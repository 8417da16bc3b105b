package org.wardround.protocol.message;

/** Sizes that hold on every transport; the protocol's document states each. */
public final class Limits {
    private static final int KIB = 1024;

    /** The largest message of any call, in bytes. */
    public static final int MESSAGE_BYTES = 1024 * KIB;

    /** Most bytes of one chunk of a transfer. */
    public static final int CHUNK_BYTES = 256 * KIB;

    /** Most bytes of an answer that travels inside its message. */
    public static final int INLINE_BYTES = 64 * KIB;

    /** Most calls of one site under way at a time, transfers among them. */
    public static final int CALLS = 8;

    /** Longest that a poll may wait for news, in milliseconds. */
    public static final int WAIT_MILLIS = 25_000;

    /** Most characters of a reason or of a message of an error. */
    public static final int REASON_CHARACTERS = 500;

    /** Most characters of why a site did not answer, in a run's transcript. */
    public static final int LOST_CHARACTERS = 200;

    /** Most sites of a run whose sums are taken under masks. */
    public static final int MASKED_SITES = 100;

    /** Most sites of one run. */
    public static final int SITES = 1000;

    private Limits() {}

    static int kibibytes(int count) {
        return count * KIB;
    }
}
