package org.wardround.site.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;

/** One pass over a log, which ends at the first line that is wrong. Used once. Not thread-safe. */
final class LogCheck {
    private final LineChain chain = new LineChain();
    private final ReceiptChecks receipts;

    /** The line that is being looked at. */
    private long place = 1;

    LogCheck(ReceiptChecks receipts) {
        this.receipts = receipts;
    }

    private interface Pass<E extends Exception> {
        Verification run() throws E;
    }

    Verification of(Journal journal) {
        return told(() -> {
            List<StoredEvent> page = page(journal);
            while (!page.isEmpty()) {
                page.forEach(event -> take(event.event().payload()));
                page = page(journal);
            }
            return end(null);
        });
    }

    private List<StoredEvent> page(Journal journal) {
        try {
            return journal.read(AuditLog.STREAM, chain.head().length(), Journal.PAGE);
        } catch (FederationException e) {
            if (e.code() != ErrorCode.STORAGE_CORRUPT) {
                throw e;
            }
            // One by one up to the event that is wrong, so that it can be named.
            return journal.read(AuditLog.STREAM, chain.head().length(), 1);
        }
    }

    Verification of(ExportLines lines) throws IOException {
        return this.<IOException>told(() -> {
            Optional<Bytes> line = lines.next();
            while (line.isPresent() && !SignedHead.isBegun(line.get())) {
                take(line.get());
                line = lines.next();
            }
            if (line.isEmpty()) {
                throw LineReader.unreadable(
                        "the head of the export is missing: the file was cut, or was never finished");
            }
            SignedHead head = SignedHead.read(line.get());
            if (lines.next().isPresent()) {
                throw LineReader.unreadable("the head of the export is not its last line");
            }
            return end(head);
        });
    }

    Verification of(Iterable<Bytes> lines) {
        return told(() -> {
            lines.forEach(this::take);
            return end(null);
        });
    }

    private void take(Bytes bytes) {
        AuditLine line = chain.next(bytes);
        require(receipts.take(line, chain.head().hash()));
        place++;
    }

    private Verification end(@Nullable SignedHead export) {
        require(receipts.missing());
        if (export != null) {
            require(problem(export));
        }
        return receipts.holds(chain.head(), export);
    }

    private Optional<String> problem(SignedHead export) {
        if (!export.isGenuine()) {
            return Optional.of("the head of the export is not signed by the key that it names");
        }
        if (!export.head().equals(chain.head())) {
            return Optional.of(
                    "the head of the export signs %d lines that end with SHA-256 %s, and there are %d that end with %s"
                            .formatted(
                                    export.head().length(),
                                    export.head().hash(),
                                    chain.head().length(),
                                    chain.head().hash()));
        }
        return Optional.empty();
    }

    private static void require(Optional<String> problem) {
        problem.ifPresent(words -> {
            throw LineReader.unreadable(words);
        });
    }

    private <E extends Exception> Verification told(Pass<E> pass) throws E {
        try {
            return pass.run();
        } catch (FederationException e) {
            if (e.code() != ErrorCode.STORAGE_CORRUPT) {
                throw e;
            }
            return new Verification.Broken(place, String.valueOf(e.getMessage()));
        }
    }
}
