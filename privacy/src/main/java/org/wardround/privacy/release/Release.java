package org.wardround.privacy.release;

import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskOrder;
import org.wardround.core.vector.Vector;

/**
 * An answer that may leave the site: words of the order's layout. Each {@link ReleaseKind} is a type of its own, so that what was made to be added
 * can't be taken for what may be read by itself. Made by a {@link PrivacyMechanism} only; written by the site's egress only. Not thread-safe.
 */
public abstract sealed class Release permits SumRelease, PerSiteRelease {
    private final TaskOrder order;
    private final Protection protection;
    private final Words words;

    Release(TaskOrder order, Protection protection, Words words) {
        if (order.release() != kind()) {
            throw new IllegalArgumentException("%s was asked, not %s".formatted(order.release(), kind()));
        }
        this.order = order;
        this.protection = protection;
        this.words = words;
    }

    /** What kind of thing leaves. */
    public abstract ReleaseKind kind();

    public TaskOrder order() {
        return order;
    }

    public Protection protection() {
        return protection;
    }

    /** Number of words. */
    public long length() {
        return words.length();
    }

    /** In which they are added. */
    public Ring ring() {
        return words.ring();
    }

    /**
     * Hands all words to {@code sink}, front to back in blocks of {@link Vector#BLOCK}, the last one shorter; the same words each time. To be
     * called by the site's egress alone, which has checked policy and budget.
     */
    public void writeTo(ReleaseSink sink) {
        for (long offset = 0; offset < words.length(); offset += Vector.BLOCK) {
            int count = (int) Math.min(Vector.BLOCK, words.length() - offset);
            long[] block = new long[count];
            words.read(offset, block, count);
            sink.accept(block, count);
        }
    }

    /**
     * As {@link #writeTo}, for a sink that does not hash what it takes.
     *
     * @return the SHA-256 of the words as little-endian integers of their ring
     */
    public Sha256 writeHashed(ReleaseSink sink) {
        WordDigest digest = new WordDigest(words.ring());
        writeTo((block, count) -> {
            digest.update(block, count);
            sink.accept(block, count);
        });
        return digest.finish();
    }

    /** Shows what it is, never its words. */
    @Override
    public String toString() {
        return "%s[%s, round %d, %s, %d words]"
                .formatted(getClass().getSimpleName(), order.site(), order.round(), protection, words.length());
    }
}
