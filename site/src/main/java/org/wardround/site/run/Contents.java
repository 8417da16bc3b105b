package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.BlobVector;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Staged;
import org.wardround.core.sum.Ring;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.privacy.release.Release;

/** Where answers and what is carried lie: small ones in the journal beside the run's events, large ones in files. Not thread-safe. */
final class Contents {
    /** From so many bytes on a content is a file. */
    static final int LARGE = Append.LARGEST_ATTACHMENT_BYTES;

    private final SiteRecord record;
    private final BlobStore blobs;
    private final List<Sha256> gone = new ArrayList<>();

    Contents(SiteRecord record, BlobStore blobs) {
        this.record = record;
        this.blobs = blobs;
    }

    /** @param inline null where it is a file, which is durable then */
    record Kept(Sha256 digest, @Nullable ByteString inline) {}

    /** The site's one exit for words: nothing else calls {@link Release#writeTo}. */
    Kept keep(Release release) {
        Ring ring = release.ring();
        long length = release.length() * ring.wordBytes();
        if (length <= LARGE) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length);
            release.writeTo((block, count) -> bytes.writeBytes(bytes(ring, block, count)));
            record.attach(bytes.toByteArray());
            return new Kept(Sha256.of(bytes.toByteArray()), ByteString.copyFrom(bytes.toByteArray()));
        }
        try (Staged staged = blobs.create(length)) {
            release.writeTo((block, count) -> staged.append(bytes(ring, block, count), count * ring.wordBytes()));
            return new Kept(staged.finish().digest(), null);
        }
    }

    private static byte[] bytes(Ring ring, long[] block, int count) {
        byte[] bytes = new byte[count * ring.wordBytes()];
        ring.write(block, count, bytes);
        return bytes;
    }

    Sha256 keep(Vector vector) {
        long length = vector.length() * Double.BYTES;
        double[] block = new double[(int) Math.min(Vector.BLOCK, vector.length())];
        ByteBuffer bytes = ByteBuffer.allocate(block.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (length <= LARGE) {
            vector.read(0, block, block.length);
            bytes.asDoubleBuffer().put(block);
            record.attach(bytes.array());
            return Sha256.of(bytes.array());
        }
        try (Staged staged = blobs.create(length)) {
            for (long offset = 0; offset < vector.length(); offset += block.length) {
                int count = (int) Math.min(block.length, vector.length() - offset);
                vector.read(offset, block, count);
                bytes.clear().asDoubleBuffer().put(block, 0, count);
                staged.append(bytes.array(), count * Double.BYTES);
            }
            return staged.finish().digest();
        }
    }

    ByteString inline(Sha256 digest) {
        return ByteString.copyFrom(record.attachment(digest).toArray());
    }

    /** @throws FederationException STORAGE_CORRUPT where it is missing */
    Vector carried(Answers.Carried last) {
        return (last.small()
                        ? record.find(last.digest()).map(Contents::vector)
                        : blobs.find(last.digest()).<Vector>map(BlobVector::new))
                .orElseThrow(() -> new FederationException(
                        ErrorCode.STORAGE_CORRUPT, "what a run carries on is missing; restore a backup"));
    }

    private static Vector vector(Bytes content) {
        byte[] bytes = content.toArray();
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return ArrayVector.owning(values);
    }

    /** Lets go of a content: a small one with what is written next, a file by {@link #sweep}. */
    void forget(Sha256 digest, boolean small) {
        if (small) {
            record.drop(digest);
        } else {
            gone.add(digest);
        }
    }

    /** Deletes the files that were let go of, once it is durable that nobody needs them. */
    void sweep() {
        gone.forEach(blobs::delete);
        gone.clear();
    }
}
