package org.wardround.benchmarks;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.vector.ArrayVector;
import org.wardround.inference.program.Exchange;
import org.wardround.inference.program.SumQuestion;
import org.wardround.learning.training.LocalTraining;
import org.wardround.learning.training.SiteData;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;

/** Whole rounds of FedAvg, 14 parameters and 10 steps a site, with rows that are at hand: the median over repeated trainings. */
final class RoundsPerSecond {
    private static final int STEPS = 10;
    private static final int ROWS = 200;
    private static final int REPEATS = 15;
    private static final int WARM_UPS = 5;
    private static final int SITE_ROUNDS = 200_000;
    private static final int MOST_ROUNDS = 1_000;

    private final SortedMap<SiteId, SiteData> data = new TreeMap<>();
    private final int rounds;

    private RoundsPerSecond(int sites) {
        LogisticSites.names(sites).forEach(site -> data.put(site, LogisticSites.data(site, ROWS)));
        this.rounds = Math.min(MOST_ROUNDS, SITE_ROUNDS / sites);
    }

    public static void main(String[] arguments) {
        for (int sites : new int[] {4, 1_000}) {
            for (int threads = 1; threads <= 2; threads++) {
                try (Workers workers = new Workers(threads)) {
                    double median = new RoundsPerSecond(sites).measure(workers);
                    Stopwatch.print("%,d sites, %d threads: %,.0f rounds per second", sites, threads, median);
                }
            }
        }
    }

    private double measure(Workers workers) {
        double[] figures = new double[REPEATS];
        for (int i = -WARM_UPS; i < REPEATS; i++) {
            Stopwatch stopwatch = new Stopwatch();
            train(new InProcessExchange(workers, Dropout.NONE, ReleaseLog.NONE));
            if (i >= 0) {
                figures[i] = rounds / stopwatch.seconds();
            }
        }
        return Stopwatch.median(figures);
    }

    private void train(Exchange exchange) {
        TrainingSpec specification = LogisticSites.training(rounds, STEPS);
        FederatedTraining federated = LogisticSites.federated(specification, data.size());
        LocalTraining local = LogisticSites.local(specification);
        TrainingState state = federated.start(ArrayVector.owning(new double[LogisticSites.FEATURES + 1]));
        for (int round = 0; round < rounds; round++) {
            TrainingTask task = federated.next(state).orElseThrow();
            state = federated.step(state, exchange.ask(question(task, local)).sum());
        }
    }

    private SumQuestion question(TrainingTask task, LocalTraining local) {
        double share = 1.0 / data.size();
        return new SumQuestion(
                new RoundPlan(task.round(), task.kind(), new TreeSet<>(data.keySet()), data.size()),
                task.layout(),
                new SumQuestion.Weighting(site -> share, Double.POSITIVE_INFINITY),
                site -> local.run(task, rowsOf(site), ArrayVector.EMPTY).update());
    }

    private SiteData rowsOf(SiteId site) {
        SiteData rows = data.get(site);
        if (rows == null) {
            throw new IllegalStateException("no site " + site);
        }
        return rows;
    }
}
