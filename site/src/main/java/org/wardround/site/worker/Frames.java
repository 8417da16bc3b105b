package org.wardround.site.worker;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Frames on a stream: the length as four bytes, big-endian, then a message of so many bytes. */
final class Frames {
    /** The largest frame that an agent sends: a line of a transcript and a little. */
    static final int MOST_TO_WORKER = 2 << 20;

    /** The largest frame that a worker sends. */
    static final int MOST_FROM_WORKER = 320 << 10;

    /** Most bytes of a piece of something large. */
    static final int PIECE_BYTES = 256 << 10;

    private Frames() {}

    /** The other side sent what no frame is. */
    static final class BrokenFrameException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenFrameException(String message) {
            super(message);
        }
    }

    /** Does not flush. */
    static void write(MessageLite message, OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt(message.getSerializedSize())
                .array());
        message.writeTo(out);
    }

    /**
     * The next frame; null where the stream ends before one.
     *
     * @param most nothing is allocated for a longer one
     * @throws BrokenFrameException where it is longer, or no such message
     * @throws EOFException where the stream ends within it
     */
    static <M> @Nullable M read(InputStream in, Parser<M> parser, int most) throws IOException {
        byte[] header = in.readNBytes(Integer.BYTES);
        if (header.length == 0) {
            return null;
        }
        if (header.length < Integer.BYTES) {
            throw new EOFException("the stream ends within the length of a frame");
        }
        int length = ByteBuffer.wrap(header).getInt();
        if (length < 1 || length > most) {
            throw new BrokenFrameException(
                    "a frame has 1 to %d bytes, got one of %d".formatted(most, Integer.toUnsignedLong(length)));
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ends within a frame");
        }
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new BrokenFrameException("a frame is no message of the protocol");
        }
    }
}
