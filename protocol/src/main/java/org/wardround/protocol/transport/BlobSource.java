package org.wardround.protocol.transport;

import java.io.Closeable;

/** Bytes to be sent, read at any offset; the same bytes each time. Used by one thread at a time. */
public interface BlobSource extends Closeable {
    /** Number of bytes. */
    long length();

    /** Reads {@code count} bytes from {@code offset} on to the front of {@code into}; all of them lie within the length. */
    void read(long offset, byte[] into, int count);

    @Override
    void close();
}
