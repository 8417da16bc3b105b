package org.wardround.site.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;

/** Lines of a file, each ended by one line feed and nothing else. Not thread-safe. */
final class ExportLines {
    private static final int LONGEST_BYTES = Event.LARGEST_PAYLOAD_BYTES;

    private final InputStream in;

    ExportLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * The next line without its line feed; empty at the end.
     *
     * @throws org.wardround.core.error.FederationException STORAGE_CORRUPT where a line is too long or not ended
     */
    Optional<Bytes> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        while (read >= 0 && read != '\n') {
            line.write(read);
            if (line.size() > LONGEST_BYTES) {
                throw LineReader.unreadable("it is longer than any line of an audit log");
            }
            read = in.read();
        }
        if (read < 0 && line.size() > 0) {
            throw LineReader.unreadable("it is not ended by a line feed: the file was cut");
        }
        return read < 0 ? Optional.empty() : Optional.of(Bytes.copyOf(line.toByteArray()));
    }
}
