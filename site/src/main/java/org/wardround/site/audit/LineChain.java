package org.wardround.site.audit;

import org.wardround.core.storage.Bytes;

/** Follows the log from its first line on. Not thread-safe. */
final class LineChain {
    private AuditHead head = AuditHead.EMPTY;

    AuditHead head() {
        return head;
    }

    /** Takes the next line, or throws {@link org.wardround.core.error.FederationException} STORAGE_CORRUPT with what is wrong with it. */
    AuditLine next(Bytes bytes) {
        AuditLine line = AuditLine.read(bytes);
        long expected = head.length() + 1;
        if (line.number() != expected) {
            throw LineReader.unreadable(
                    "it calls itself line %d and stands at place %d: lines were taken out, put in or moved"
                            .formatted(line.number(), expected));
        }
        if (!line.previous().equals(head.hash())) {
            throw LineReader.unreadable(
                    expected == 1
                            ? "it names a line before it, and there is none"
                            : "it follows a line with SHA-256 %s, and line %d has %s: one of the two was changed"
                                    .formatted(line.previous(), expected - 1, head.hash()));
        }
        head = new AuditHead(expected, bytes.digest());
        return line;
    }
}
