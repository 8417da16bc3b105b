package org.wardround.site.envelope;

import java.nio.file.Path;
import org.wardround.core.identity.Sha256;
import org.wardround.study.document.Document;
import org.wardround.study.document.Schema;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.problem.ProblemsException;

/** An envelope with the bytes from which it was read. Immutable. */
public final class EnvelopeFile {
    /** So small that a journal keeps it beside its events. */
    public static final int LARGEST_BYTES = 64 << 10;

    private final byte[] bytes;
    private final Envelope envelope;

    private EnvelopeFile(byte[] bytes, Envelope envelope) {
        this.bytes = bytes;
        this.envelope = envelope;
    }

    /** The JSON Schema of envelopes, with a description of every key. */
    public static Schema schema() {
        return ShippedSchema.ENVELOPE.schema();
    }

    /**
     * Reads an envelope of at most 64 KiB.
     *
     * @throws ProblemsException with everything that is wrong with it
     */
    public static EnvelopeFile read(Path path) {
        return read(Document.read(path, LARGEST_BYTES));
    }

    /**
     * The envelope of bytes that were read before.
     *
     * @param path for messages
     * @throws ProblemsException with everything that is wrong
     */
    public static EnvelopeFile of(Path path, byte[] bytes) {
        return read(Document.of(path, bytes));
    }

    private static EnvelopeFile read(Document document) {
        schema().check(document);
        Envelope envelope = EnvelopeReader.read(document.root())
                .orElseThrow(() -> new ProblemsException(document.problems().sorted()));
        document.problems().throwIfErrors();
        return new EnvelopeFile(document.bytes(), envelope);
    }

    public Envelope envelope() {
        return envelope;
    }

    /** SHA-256 of the bytes: what a site approves. */
    public Sha256 hash() {
        return Sha256.of(bytes);
    }

    /** As they were read, copied. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
