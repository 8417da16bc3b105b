package org.wardround.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.vector.ArrayVector;
import org.wardround.learning.training.LocalResult;
import org.wardround.learning.training.LocalTraining;
import org.wardround.learning.training.SiteData;

/** One site's local training: the time of a step over 4 rows of 13 features, the start of the task included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class LogisticSteps {
    private static final int STEPS = 1_000;
    private static final int ROWS = 200;

    private final TrainingSpec specification = LogisticSites.training(1, STEPS);
    private final LocalTraining training = LogisticSites.local(specification);
    private final SiteData data = LogisticSites.data(new SiteId("site-1"), ROWS);
    private final TrainingTask task = firstTask(specification);

    private static TrainingTask firstTask(TrainingSpec specification) {
        FederatedTraining federated = LogisticSites.federated(specification, 1);
        return federated
                .next(federated.start(ArrayVector.owning(new double[LogisticSites.FEATURES + 1])))
                .orElseThrow();
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public LocalResult step() {
        return training.run(task, data, ArrayVector.EMPTY);
    }
}
