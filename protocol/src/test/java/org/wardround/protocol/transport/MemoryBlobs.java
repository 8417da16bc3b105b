package org.wardround.protocol.transport;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;

/** Blobs in arrays; what was appended is kept until it is finished or found wrong. */
public final class MemoryBlobs {
    private final Map<Sha256, byte[]> complete = new ConcurrentHashMap<>();
    private final Map<Sha256, byte[]> partial = new ConcurrentHashMap<>();

    void put(byte[] bytes) {
        complete.put(Sha256.of(bytes), bytes);
    }

    long offset(BlobReference blob) {
        return complete.containsKey(blob.digest())
                ? blob.length()
                : partial.getOrDefault(blob.digest(), new byte[0]).length;
    }

    public byte[] get(Sha256 digest) {
        byte[] bytes = complete.get(digest);
        if (bytes == null) {
            throw new FederationException(ErrorCode.UNKNOWN_BLOB, "no blob " + digest);
        }
        return bytes;
    }

    public BlobSink sink(BlobReference blob) {
        return new Sink(blob);
    }

    public static BlobSource source(byte[] bytes) {
        return source(bytes, bytes.length);
    }

    /** Fails at {@code failingAt}, as a disk or a process would. */
    public static BlobSource source(byte[] bytes, int failingAt) {
        return new BlobSource() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void read(long offset, byte[] into, int count) {
                if (offset + count > failingAt) {
                    throw new IllegalStateException("the source is cut here");
                }
                System.arraycopy(bytes, (int) offset, into, 0, count);
            }

            @Override
            public void close() {}
        };
    }

    private final class Sink implements BlobSink {
        private final BlobReference blob;

        Sink(BlobReference blob) {
            this.blob = blob;
        }

        @Override
        public long offset() {
            return MemoryBlobs.this.offset(blob);
        }

        @Override
        public void append(byte[] bytes, int count) {
            byte[] before = partial.getOrDefault(blob.digest(), new byte[0]);
            byte[] after = Arrays.copyOf(before, before.length + count);
            System.arraycopy(bytes, 0, after, before.length, count);
            partial.put(blob.digest(), after);
        }

        @Override
        public void finish() {
            byte[] bytes = partial.remove(blob.digest());
            if (!Sha256.of(bytes).equals(blob.digest())) {
                throw new FederationException(ErrorCode.DIGEST_MISMATCH, "these are other bytes");
            }
            complete.put(blob.digest(), bytes);
        }

        @Override
        public void close() {}
    }
}
