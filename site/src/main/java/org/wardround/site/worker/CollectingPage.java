package org.wardround.site.worker;

import java.io.ByteArrayOutputStream;
import org.wardround.core.storage.Bytes;
import org.wardround.site.run.OwnResults;
import org.wardround.site.worker.v1.Content;
import org.wardround.site.worker.v1.Page;

/** The pieces of a hospital's own results as they come in. Whatever comes, no more is kept than may come. Not thread-safe. */
final class CollectingPage {
    /** Most bytes of either content. */
    static final int MOST_BYTES = 64 << 20;

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream model = new ByteArrayOutputStream();
    private long resultsLength = -1;
    private long modelLength = -1;

    void add(Page piece) throws WorkerFailedException {
        if (piece.getContent() == Content.RESULTS && !areResultsWhole()) {
            resultsLength = added(piece, results, resultsLength);
        } else if (piece.getContent() == Content.MODEL && areResultsWhole() && !isWhole()) {
            modelLength = added(piece, model, modelLength);
        } else {
            throw Collecting.broken("a piece of a page out of order");
        }
    }

    private boolean areResultsWhole() {
        return resultsLength == results.size();
    }

    boolean isWhole() {
        return areResultsWhole() && modelLength == model.size();
    }

    OwnResults page() {
        return new OwnResults(Bytes.copyOf(results.toByteArray()), Bytes.copyOf(model.toByteArray()));
    }

    /** @return the length of the whole */
    private static long added(Page piece, ByteArrayOutputStream whole, long length) throws WorkerFailedException {
        long now = piece.getLength();
        if (now < 0 || now > MOST_BYTES || length >= 0 && now != length) {
            throw Collecting.broken("a page that is too long, or of another length than before");
        }
        int more = piece.getBytes().size();
        if (more > Frames.PIECE_BYTES || more > now - whole.size() || more == 0 && now > 0) {
            throw Collecting.broken("a piece of a page that has nothing, too much, or more than the page");
        }
        whole.writeBytes(piece.getBytes().toByteArray());
        return now;
    }
}
