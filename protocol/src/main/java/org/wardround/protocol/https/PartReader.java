package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

/** Cuts a stream into its parts, however the bytes arrive. Holds one part at most. Not thread-safe. */
final class PartReader {
    private static final int LENGTH_BYTES = 4;
    private static final int BITS = 8;
    private static final int LOWEST = 0xFF;

    private final int mostBytes;
    private int lengthBytes;
    private long length;
    private byte @Nullable [] part;
    private int filled;

    /** Refuses a part of more than {@code mostBytes} by its length, before its bytes. */
    PartReader(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Takes all of {@code bytes}; each part that is whole goes to {@code parts}.
     *
     * @throws FederationException MESSAGE_TOO_LARGE, after which this is of no use any more
     */
    void read(ByteBuf bytes, Consumer<byte[]> parts) {
        while (bytes.isReadable()) {
            byte[] open = part == null ? begun(bytes) : part;
            if (open == null) {
                continue;
            }
            int count = Math.min(bytes.readableBytes(), open.length - filled);
            bytes.readBytes(open, filled, count);
            filled += count;
            if (filled == open.length) {
                part = null;
                parts.accept(open);
            } else {
                part = open;
            }
        }
    }

    /** Whether the stream may end here. */
    boolean isBetweenParts() {
        return part == null && lengthBytes == 0;
    }

    private byte @Nullable [] begun(ByteBuf bytes) {
        while (lengthBytes < LENGTH_BYTES) {
            if (!bytes.isReadable()) {
                return null;
            }
            length = length << BITS | bytes.readByte() & LOWEST;
            lengthBytes++;
        }
        long announced = length;
        lengthBytes = 0;
        length = 0;
        filled = 0;
        if (announced > mostBytes) {
            throw new FederationException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "a part of %d bytes was announced, %d are the most".formatted(announced, mostBytes));
        }
        byte[] begun = new byte[(int) announced];
        // An empty part has no bytes to wait for; kept as begun it would swallow the next length.
        if (announced == 0) {
            throw new FederationException(ErrorCode.MALFORMED_MESSAGE, "a part of no bytes was announced");
        }
        part = begun;
        return begun;
    }
}
