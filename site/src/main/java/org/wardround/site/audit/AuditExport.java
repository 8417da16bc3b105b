package org.wardround.site.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.trust.SigningKey;

/** Writes a log for somebody else: its lines as they are, each ended by a line feed, and last the head, signed by the site. Immutable. */
public final class AuditExport {
    private final Journal journal;
    private final InstantSource clock;

    /** @param clock what the head is dated by */
    public AuditExport(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Writes all lines that the log has now.
     *
     * @param out not closed
     * @param key the site's; it signs length and head only if the chain holds
     * @throws FederationException STORAGE_CORRUPT where the chain is broken, with the line's number; what was written is no export then
     */
    public SignedHead write(OutputStream out, SigningKey key) throws IOException {
        LineChain chain = new LineChain();
        try {
            journal.replay(AuditLog.STREAM, 0, event -> {
                Bytes line = event.event().payload();
                follow(chain, line);
                writeLine(out, line);
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        SignedHead head = SignedHead.sign(chain.head(), clock.instant(), key);
        writeLine(out, head.bytes());
        out.flush();
        return head;
    }

    private static void follow(LineChain chain, Bytes line) {
        try {
            chain.next(line);
        } catch (FederationException e) {
            throw new FederationException(
                    e.code(),
                    "line %d of the audit log: %s; nothing is exported that would be signed as whole"
                            .formatted(chain.head().length() + 1, e.getMessage()),
                    e);
        }
    }

    private static void writeLine(OutputStream out, Bytes line) {
        try {
            out.write(line.toArray());
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
