package org.wardround.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.sum.SummedWords;
import org.wardround.core.vector.Vector;
import org.wardround.simulation.exchange.Workers;

/**
 * Sums of 20 contributions of 10 million words beside what the machine copies and adds in the plainest loop.
 *
 * <p>Counted are the bytes that must go to or from memory, as the STREAM benchmark counts them: 16 a word for a copy (read, write), 24 for an
 * addition to a target too large for the caches (read both, write), 8 for a sum taken in blocks, whose target stays in the cache.
 */
final class Summing {
    private static final int CONTRIBUTIONS = 20;
    private static final int LENGTH = 10_000_000;
    private static final int REPEATS = 9;
    private static final int WARM_UPS = 3;
    private static final int COPY_BYTES = 2 * Long.BYTES;
    private static final int ADD_BYTES = 3 * Long.BYTES;
    private static final double GIGA = 1e9;

    private final List<long[]> sources = new ArrayList<>();
    private final List<ArrayWords> contributions = new ArrayList<>();
    private final long[] target = new long[LENGTH];
    private final SumLayout layout = new SumLayout(CONTRIBUTIONS, List.of(Segment.plain("update", LENGTH, 0)));
    private final int threads;

    private Summing(List<long[]> sources, int threads) {
        this.sources.addAll(sources);
        sources.forEach(source -> contributions.add(ArrayWords.owning(source)));
        this.threads = threads;
    }

    public static void main(String[] arguments) {
        List<long[]> sources = new ArrayList<>();
        for (int i = 0; i < CONTRIBUTIONS; i++) {
            long[] source = new long[LENGTH];
            Arrays.setAll(source, position -> position);
            sources.add(source);
        }
        for (int threads = 1; threads <= 2; threads++) {
            new Summing(sources, threads).measureAll();
        }
    }

    private void measureAll() {
        try (Workers workers = new Workers(threads)) {
            report(workers, "System.arraycopy", COPY_BYTES, this::copy);
            report(workers, "plain loop", ADD_BYTES, this::addPlainly);
            report(workers, "Accumulator.add", ADD_BYTES, this::accumulate);
            report(workers, "SummedWords.read", Long.BYTES, this::sumInBlocks);
        }
    }

    /** A share of the work, from 0 up to the number of threads. */
    @FunctionalInterface
    private interface Share {
        long run(int share);
    }

    private void report(Workers workers, String name, int bytesPerWord, Share work) {
        List<Callable<Long>> pieces = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int share = i;
            pieces.add(() -> work.run(share));
        }
        double[] figures = new double[REPEATS];
        long check = 0;
        for (int i = -WARM_UPS; i < REPEATS; i++) {
            Stopwatch stopwatch = new Stopwatch();
            for (long part : workers.all(pieces)) {
                check += part;
            }
            if (i >= 0) {
                figures[i] = (double) bytesPerWord * CONTRIBUTIONS * LENGTH / stopwatch.seconds() / GIGA;
            }
        }
        // Printed so that the compiler can leave nothing out.
        Stopwatch.print(
                "%-17s %d threads %6.1f GB/s (%d bytes a word; check %d)",
                name, threads, Stopwatch.median(figures), bytesPerWord, check);
    }

    private int start(int share) {
        return (int) ((long) LENGTH * share / threads);
    }

    private long copy(int share) {
        int from = start(share);
        for (long[] source : sources) {
            System.arraycopy(source, from, target, from, start(share + 1) - from);
        }
        return target[from];
    }

    private long addPlainly(int share) {
        for (long[] source : sources) {
            add(source, target, start(share), start(share + 1));
        }
        return target[start(share)];
    }

    private static void add(long[] source, long[] target, int from, int to) {
        for (int i = from; i < to; i++) {
            target[i] += source[i];
        }
    }

    /** Each thread adds its share of the contributions to an accumulator of its own, as a simulation's threads do. */
    private long accumulate(int share) {
        Accumulator accumulator = new Accumulator(layout);
        for (int i = share; i < CONTRIBUTIONS; i += threads) {
            accumulator.add(contributions.get(i));
        }
        return accumulator.contributors();
    }

    private long sumInBlocks(int share) {
        SummedWords sum = new SummedWords(contributions);
        long[] block = new long[Vector.BLOCK];
        long check = 0;
        for (int offset = start(share); offset < start(share + 1); offset += Vector.BLOCK) {
            int count = Math.min(Vector.BLOCK, start(share + 1) - offset);
            sum.read(offset, block, count);
            check += block[0];
        }
        return check;
    }
}
