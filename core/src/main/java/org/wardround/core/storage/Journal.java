package org.wardround.core.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardround.core.identity.Sha256;

/**
 * Streams of events on disk, each a hash chain. What {@link #append} has returned from survives the end of the process and of the machine's power, and so does all
 * that is there when a journal is opened, from whichever process.
 *
 * <p>Thread-safe. Each method may throw {@link org.wardround.core.error.FederationException}: {@code STORAGE_CORRUPT} where what is read is not what was
 * written, {@code STORAGE_FAILED} where disk or database don't answer. After a {@code STORAGE_FAILED} by {@link #append} nothing more is written: the batch may
 * have become durable or not, which the next process finds out by reading.
 */
public interface Journal extends AutoCloseable {
    /** How many events {@link #replay} holds in memory at once. */
    int PAGE = 100;

    /**
     * Writes all of {@code batch} or nothing, and returns when it is durable.
     *
     * <p>Throws {@code SEQUENCE_CONFLICT} where a stream has not the length that the batch expects, {@code STORAGE_FULL} and {@code STORAGE_BUSY}: nothing was written
     * then, and later appends are not affected. Waits for the disk, also when the thread is interrupted.
     *
     * @return the heads that the batch has made, in its order
     */
    List<StreamHead> append(Batch batch);

    /** The end of a stream; {@link StreamHead#empty} where nothing was written to it. */
    StreamHead head(StreamName stream);

    /**
     * Events in their order, checked against the chain; where the stream's last is among them, against its head too.
     *
     * @param after the sequence number before the first: 0 reads from the start
     * @param most how many at most; at least 1
     */
    List<StoredEvent> read(StreamName stream, long after, int most);

    /** What a batch attached to the stream and none has dropped, checked against its digest. */
    Optional<Bytes> attachment(StreamName stream, Sha256 digest);

    /** All streams with an event, sorted by name. */
    List<StreamName> streams();

    /** Shows {@code reader} all events after number {@code after}, page by page. */
    default void replay(StreamName stream, long after, Consumer<? super StoredEvent> reader) {
        long shown = after;
        List<StoredEvent> page = read(stream, shown, PAGE);
        while (!page.isEmpty()) {
            page.forEach(reader);
            shown += page.size();
            page = read(stream, shown, PAGE);
        }
    }

    /** Waits for what is being written. Later calls throw {@link IllegalStateException}. */
    @Override
    void close();
}
