package org.wardround.protocol.transport;

import java.io.Closeable;

/**
 * Where bytes arrive, in order. What was appended is kept when the sink is closed without {@link #finish()}, so that a transfer can go on; a sink that is
 * opened again starts at the offset of what was kept. Used by one thread at a time.
 */
public interface BlobSink extends Closeable {
    /** How many bytes there are so far. */
    long offset();

    /** The next {@code count} bytes, from the front of {@code bytes}; the array is the caller's again afterwards. */
    void append(byte[] bytes, int count);

    /**
     * All bytes are there. Durable on return.
     *
     * @throws org.wardround.core.error.FederationException DIGEST_MISMATCH if they are not those that were announced; they are deleted then
     */
    void finish();

    @Override
    void close();
}
