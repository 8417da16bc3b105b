package org.wardround.site.audit;

import org.wardround.core.identity.Sha256;

/**
 * How far the log goes.
 *
 * @param length how many lines
 * @param hash SHA-256 of the last line without its line feed, which by the chain stands for all before it; {@link #EMPTY}'s is 64 zeros
 */
public record AuditHead(long length, Sha256 hash) {
    /** Of a log without lines. */
    public static final AuditHead EMPTY = new AuditHead(0, new Sha256("0".repeat(64)));

    public AuditHead {
        if (length < 0) {
            throw new IllegalArgumentException("a log can't have %d lines".formatted(length));
        }
    }
}
