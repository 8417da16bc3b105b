package org.wardround.protocol.transport;

import org.wardround.core.identity.Sha256;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Blob;

/**
 * Bytes known by their digest, and what they are for.
 *
 * @param length in bytes, at least 1
 * @param run empty for a part of a study
 * @param round of an answer the round it answers, else 0
 */
public record BlobReference(Sha256 digest, long length, String run, int round) {
    public BlobReference {
        if (length < 1 || round < 0) {
            throw new IllegalArgumentException(
                    "a blob has at least 1 byte and no negative round, got %d bytes, round %d"
                            .formatted(length, round));
        }
    }

    /** From a message that was decoded, and so keeps all limits. */
    public static BlobReference of(Blob blob) {
        return new BlobReference(Digests.of(blob.getDigest()), blob.getLength(), blob.getRun(), blob.getRound());
    }

    public Blob toMessage() {
        return Blob.newBuilder()
                .setDigest(Digests.toBytes(digest))
                .setLength(length)
                .setRun(run)
                .setRound(round)
                .build();
    }
}
