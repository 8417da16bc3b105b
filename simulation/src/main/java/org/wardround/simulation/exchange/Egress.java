package org.wardround.simulation.exchange;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.SummedWords;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.Vector;
import org.wardround.privacy.release.Release;

/** The one exit of the virtual sites: stages a release's words, adds them, and tells the log what left. */
final class Egress {
    private final ReleaseLog log;

    Egress(ReleaseLog log) {
        this.log = log;
    }

    void send(Release release, Accumulator staging) {
        StagedWords staged = new StagedWords();
        Sha256 digest = release.writeTo(staged::append);
        staging.add(staged);
        log.released(release, digest);
    }

    /** Words that arrived block by block. */
    private static final class StagedWords implements Words {
        private final List<long[]> blocks = new ArrayList<>();
        private long length;

        void append(long[] block, int count) {
            blocks.add(block);
            length += count;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void read(long offset, long[] target, int count) {
            new SummedWords(List.of(this)).read(offset, target, count);
        }

        @Override
        public void addTo(long offset, long[] target, int count) {
            // Releases are written and sums taken in blocks of one size, so a block is never cut.
            int index = (int) (offset / Vector.BLOCK);
            ArrayWords.owning(blocks.get(index)).addTo(0, target, count);
        }
    }
}
