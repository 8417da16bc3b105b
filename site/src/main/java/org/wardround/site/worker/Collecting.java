package org.wardround.site.worker;

import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.site.run.Answerer;
import org.wardround.site.worker.WorkerFailedException.Reason;
import org.wardround.site.worker.v1.Carried;
import org.wardround.site.worker.v1.Update;

/** One answer as its pieces come in. Whatever comes, no more is kept than the question's layout has room for. Not thread-safe. */
final class Collecting {
    private final SumLayout layout;
    private final int round;
    private final long mostCarried;
    private final double[] values;
    private int count;
    private double[] carried = new double[0];
    private int carriedCount;
    private boolean carriedBegun;

    /** @param carriedBefore how many values came with the question: as many may be carried on */
    Collecting(SumLayout layout, int round, long carriedBefore) {
        this.layout = layout;
        this.mostCarried = Math.max(layout.length(), carriedBefore);
        this.round = round;
        this.values = new double[Math.toIntExact(layout.length())];
    }

    void add(Update update) throws WorkerFailedException {
        requireRound(update.getRound());
        count = copied(update.getValues(), values, count);
    }

    void add(Carried next) throws WorkerFailedException {
        requireRound(next.getRound());
        if (count < values.length) {
            throw broken("what is carried before the answer is whole");
        }
        long length = next.getLength() / Double.BYTES;
        if (next.getLength() % Double.BYTES != 0 || length < 0 || length > mostCarried) {
            throw broken("more to carry than an answer or what was carried before has values, or no whole values");
        }
        if (!carriedBegun) {
            carriedBegun = true;
            carried = new double[(int) length];
        }
        if (length != carried.length) {
            throw broken("another length of what is carried than before");
        }
        if (length > 0 || !next.getValues().isEmpty()) {
            carriedCount = copied(next.getValues(), carried, carriedCount);
        }
    }

    boolean isWhole() {
        return carriedBegun && carriedCount == carried.length;
    }

    /** Takes its arrays over; once. */
    Answerer.Raw raw() {
        Vector next = carried.length == 0 ? ArrayVector.EMPTY : ArrayVector.owning(carried);
        return new Answerer.Raw(LocalUpdate.owning(layout, values), next);
    }

    void requireRound(int got) throws WorkerFailedException {
        if (got != round) {
            throw broken("an answer to another round");
        }
    }

    private static int copied(ByteString piece, double[] target, int from) throws WorkerFailedException {
        int values = piece.size() / Double.BYTES;
        if (values == 0 || piece.size() % Double.BYTES != 0 || piece.size() > Frames.PIECE_BYTES) {
            throw broken("a piece of values that has none, too many, or a part of one");
        }
        if (values > target.length - from) {
            throw broken("more values than the question has");
        }
        piece.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(target, from, values);
        return from + values;
    }

    static WorkerFailedException broken(String what) {
        return new WorkerFailedException(Reason.BROKE_RULES, "the worker sent " + what);
    }
}
