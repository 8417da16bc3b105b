package org.wardround.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.Sum;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.SumQuestion;
import org.wardround.learning.training.LocalTraining;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;

/**
 * One round of FedAvg over a million virtual sites, each with 40 rows that are drawn when it is asked, 10 steps each. A new process: nothing is warm.
 * Arguments, both optional: number of sites, number of threads.
 */
final class MillionClients {
    private static final int ROWS = 40;
    private static final int STEPS = 10;
    private static final double MEBIBYTE = 1 << 20;

    private MillionClients() {}

    public static void main(String[] arguments) throws IOException {
        int sites = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        Stopwatch stopwatch = new Stopwatch();
        TrainingState after = round(sites, threads);
        Stopwatch.print(
                "%,d sites, %d threads: %.2f s, of which the processor worked %.2f s",
                sites, threads, stopwatch.seconds(), stopwatch.processorSeconds());
        Stopwatch.print("model %s", VectorDigest.of(after.model()));
        Stopwatch.print("heap at its peak at most %.0f MiB", heapPeak() / MEBIBYTE);
        for (String line : processStatus()) {
            Stopwatch.print("%s", line);
        }
    }

    private static TrainingState round(int count, int threads) {
        TrainingSpec specification = LogisticSites.training(1, STEPS);
        FederatedTraining federated = LogisticSites.federated(specification, count);
        TrainingState state = federated.start(ArrayVector.owning(new double[LogisticSites.FEATURES + 1]));
        TrainingTask task = federated.next(state).orElseThrow();
        return federated.step(state, sum(task, specification, LogisticSites.names(count), threads));
    }

    private static Sum sum(TrainingTask task, TrainingSpec specification, SortedSet<SiteId> sites, int threads) {
        LocalTraining local = LogisticSites.local(specification);
        double share = 1.0 / sites.size();
        SumQuestion question = new SumQuestion(
                new RoundPlan(task.round(), task.kind(), sites, sites.size()),
                task.layout(),
                new SumQuestion.Weighting(site -> share, Double.POSITIVE_INFINITY),
                site -> local.run(task, LogisticSites.data(site, ROWS), ArrayVector.EMPTY)
                        .update());
        try (Workers workers = new Workers(threads)) {
            Exchange.RoundResult result = new InProcessExchange(workers, Dropout.NONE, ReleaseLog.NONE).ask(question);
            if (!result.isCommitted()) {
                throw new IllegalStateException("the round was abandoned");
            }
            return result.sum();
        }
    }

    /** The peaks of the pools need not have been reached together: an upper bound. */
    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(peak -> peak.getUsed())
                .sum();
    }

    /** The process's largest resident memory, where the system tells. */
    private static List<String> processStatus() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .toList()
                : List.of();
    }
}
