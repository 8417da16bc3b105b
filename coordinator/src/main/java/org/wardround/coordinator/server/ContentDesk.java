package org.wardround.coordinator.server;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.BlobStore;
import org.wardround.core.storage.Staged;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;

/** Contents that come and go by their digests: parts of studies, large answers, large sums. A site sees those of its own runs alone. Thread-safe. */
final class ContentDesk {
    private static final System.Logger LOG = System.getLogger(ContentDesk.class.getName());

    private final BlobStore blobs;
    private final Map<Sha256, ByteString> studies = new ConcurrentHashMap<>();
    private final Map<Sha256, Set<SiteId>> readers = new ConcurrentHashMap<>();
    private final Map<String, Set<SiteId>> runs = new ConcurrentHashMap<>();

    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    ContentDesk(BlobStore blobs) {
        this.blobs = blobs;
    }

    void offer(OfferedStudy study, RunDefinition run) {
        studies.putAll(study.contents());
        study.contents()
                .keySet()
                .forEach(digest -> readers.computeIfAbsent(digest, unseen -> ConcurrentHashMap.newKeySet())
                        .addAll(run.invited().keySet()));
        runs.put(run.run(), Set.copyOf(run.invited().keySet()));
    }

    /** What a site began to upload for a run bears the run's name, so that it can go when the run is over. */
    private static String sender(String run, SiteId site) {
        return run + "/" + site.name();
    }

    /** Throws away what was begun for a run that has ended; where that fails, it is tried again at the next start. */
    void ended(String run) {
        if (!ended.add(run)) {
            return;
        }
        try {
            runs.getOrDefault(run, Set.of()).forEach(site -> blobs.discardStaged(sender(run, site)));
        } catch (FederationException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what was begun to be sent for run {0} can''t be deleted, and is tried again at the next start: {1} ({2})",
                    run,
                    e.getMessage(),
                    e.code());
        }
    }

    /** UNKNOWN_BLOB for all that is not the caller's business, whether it exists or not. */
    void requireAllowed(SiteId site, BlobReference blob) {
        Set<SiteId> allowed = blob.run().isEmpty()
                ? readers.getOrDefault(blob.digest(), Set.of())
                : runs.getOrDefault(blob.run(), Set.of());
        if (!allowed.contains(site)) {
            throw unknown(blob);
        }
    }

    /** How much of a content has come from this site, or its length where it is there. */
    long offset(SiteId site, BlobReference blob) {
        try (Staged staged = blobs.stage(sender(blob.run(), site), blob.digest(), blob.length())) {
            return staged.offset();
        }
    }

    BlobSink accept(SiteId site, BlobReference blob) {
        if (blob.run().isEmpty() || blob.round() == 0) {
            throw unknown(blob);
        }
        Staged staged = blobs.stage(sender(blob.run(), site), blob.digest(), blob.length());
        return new BlobSink() {
            @Override
            public long offset() {
                return staged.offset();
            }

            @Override
            public void append(byte[] bytes, int count) {
                staged.append(bytes, count);
            }

            @Override
            public void finish() {
                staged.finish().close();
            }

            @Override
            public void close() {
                staged.close();
            }
        };
    }

    BlobSource open(BlobReference blob) {
        ByteString study = blob.run().isEmpty() ? studies.get(blob.digest()) : null;
        if (study != null) {
            return new Small(study);
        }
        return new Large(blobs.find(blob.digest()).orElseThrow(() -> unknown(blob)));
    }

    private static FederationException unknown(BlobReference blob) {
        return new FederationException(
                ErrorCode.UNKNOWN_BLOB, "no content %s that the site may read or send".formatted(blob.digest()));
    }

    private record Small(ByteString bytes) implements BlobSource {
        @Override
        public long length() {
            return bytes.size();
        }

        @Override
        public void read(long offset, byte[] into, int count) {
            bytes.copyTo(into, (int) offset, 0, count);
        }

        @Override
        public void close() {}
    }

    private record Large(Blob blob) implements BlobSource {
        @Override
        public long length() {
            return blob.length();
        }

        @Override
        public void read(long offset, byte[] into, int count) {
            blob.read(offset, into, count);
        }

        @Override
        public void close() {
            blob.close();
        }
    }
}
