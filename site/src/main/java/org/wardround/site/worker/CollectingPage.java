package org.wardround.site.worker;

import java.io.ByteArrayOutputStream;
import org.wardround.core.storage.Bytes;
import org.wardround.site.run.OwnResults;
import org.wardround.site.worker.v1.Content;
import org.wardround.site.worker.v1.Page;

/** The pieces of a hospital's own results as they come in. Whatever comes, no more is kept than may come. Not thread-safe. */
final class CollectingPage {
    /** Most bytes of each content. */
    static final int MOST_BYTES = 64 << 20;

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream model = new ByteArrayOutputStream();
    private final ByteArrayOutputStream figures = new ByteArrayOutputStream();
    private final boolean withFigures;
    private long resultsLength = -1;
    private long modelLength = -1;
    private long figuresLength = -1;

    /** @param withFigures whether figures come after the model */
    CollectingPage(boolean withFigures) {
        this.withFigures = withFigures;
    }

    void add(Page piece) throws WorkerFailedException {
        if (piece.getContent() == Content.RESULTS && !areResultsWhole()) {
            resultsLength = added(piece, results, resultsLength);
        } else if (piece.getContent() == Content.MODEL && areResultsWhole() && !isModelWhole()) {
            modelLength = added(piece, model, modelLength);
        } else if (piece.getContent() == Content.FIGURES && isModelWhole() && !isWhole()) {
            figuresLength = added(piece, figures, figuresLength);
        } else {
            throw Collecting.broken("a piece of a page out of order");
        }
    }

    private boolean areResultsWhole() {
        return resultsLength == results.size();
    }

    private boolean isModelWhole() {
        return areResultsWhole() && modelLength == model.size();
    }

    boolean isWhole() {
        return isModelWhole() && (!withFigures || figuresLength == figures.size());
    }

    OwnResults page() {
        return new OwnResults(
                Bytes.copyOf(results.toByteArray()),
                Bytes.copyOf(model.toByteArray()),
                Bytes.copyOf(figures.toByteArray()));
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
