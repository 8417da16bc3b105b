package org.wardround.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Range;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.Extras;
import org.wardround.inference.regression.Family;
import org.wardround.inference.regression.RegressionOutcome;
import org.wardround.inference.regression.RegressionRun;
import org.wardround.inference.regression.RegressionSpec;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.simulation.exchange.Workers;

/**
 * Whole regressions over 20 sites on two threads beside one fit of the pooled rows on one: a logistic model of 50 terms on 100,000 rows a site, and Cox
 * models of 50 terms on 10,000. Seconds are those of all passes, standardisation included; rows are made before. Needs {@code -Xmx4g}.
 */
final class RegressionFits {
    private static final int SITES = 20;
    private static final int TERMS = 50;
    private static final int THREADS = 2;
    private static final int GLM_ROWS = 100_000;
    private static final int COX_ROWS = 10_000;
    private static final int REPEATS = 3;
    private static final double BOUND = 8;
    private static final double DAYS = 3650;

    private RegressionFits() {}

    public static void main(String[] arguments) {
        try (Workers workers = new Workers(THREADS)) {
            measure(
                    workers,
                    "Cox, Efron",
                    RegressionSpec.of(new Family.Cox(Ties.EFRON), columns(), new Range(0, DAYS), limits(COX_ROWS)),
                    sites(COX_ROWS, true));
            measure(
                    workers,
                    "Cox, Breslow",
                    RegressionSpec.of(new Family.Cox(Ties.BRESLOW), columns(), new Range(0, DAYS), limits(COX_ROWS)),
                    sites(COX_ROWS, true));
            measure(
                    workers,
                    "logistic",
                    RegressionSpec.of(new Family.Glm(GlmFamily.BINOMIAL), columns(), new Range(0, 1), limits(GLM_ROWS)),
                    sites(GLM_ROWS, false));
        }
    }

    private static Limits limits(long rows) {
        return Limits.of(SITES, rows);
    }

    private static List<DesignColumn> columns() {
        return IntStream.range(0, TERMS)
                .mapToObj(column -> DesignColumn.of("x" + column, -BOUND, BOUND))
                .toList();
    }

    private static void measure(Workers workers, String name, RegressionSpec spec, List<Dataset> sites) {
        List<RegressionRows> rows = sites.stream().map(RegressionRows::of).toList();
        RegressionResult federated = time(workers, name + ", 20 sites, 2 threads", spec, rows);
        RegressionSpec pooledSpec = spec.withLimits(spec.limits().pooled());
        List<RegressionRows> pooled = List.of(RegressionRows.of(together(sites)));
        RegressionResult together = time(workers, name + ", pooled, 1 thread", pooledSpec, pooled);
        double apart = 0;
        for (int i = 0; i < TERMS; i++) {
            double distance = federated.estimates()[i] - together.estimates()[i];
            apart = Math.max(apart, Math.abs(distance / together.standardErrors()[i]));
        }
        // A Cox model of the pooled rows has one risk set and is another model; the others are the same.
        Stopwatch.print("%-38s largest distance %.1e standard errors", name, apart);
        RegressionSpec more = spec.withExtras(new Extras(true, false, spec.family() instanceof Family.Cox, null));
        time(workers, name + ", with robust errors and tests", more, rows);
    }

    private static RegressionResult time(
            Workers workers, String name, RegressionSpec spec, List<RegressionRows> sites) {
        double[] seconds = new double[REPEATS];
        double[] processor = new double[REPEATS];
        // The first fit warms up.
        RegressionResult result = fit(workers, spec, sites);
        for (int i = 0; i < REPEATS; i++) {
            Stopwatch stopwatch = new Stopwatch();
            result = fit(workers, spec, sites);
            seconds[i] = stopwatch.seconds();
            processor[i] = stopwatch.processorSeconds();
        }
        Stopwatch.print(
                "%-38s %7.2f s (processor %.2f s), %d steps",
                name,
                Stopwatch.median(seconds),
                Stopwatch.median(processor),
                result.fit().iterations());
        return result;
    }

    private static RegressionResult fit(Workers workers, RegressionSpec spec, List<RegressionRows> sites) {
        RegressionRun run = RegressionRun.begin(spec);
        while (run.question().isPresent()) {
            Question question = run.question().get();
            List<Callable<LocalUpdate>> work = new ArrayList<>();
            for (RegressionRows rows : sites) {
                work.add(() -> question.answer(rows));
            }
            Accumulator accumulator = new Accumulator(question.layout());
            for (LocalUpdate answer : workers.all(work)) {
                accumulator.add(FixedPoint.encode(answer.layout(), answer.values()));
            }
            run = run.after(accumulator.sum());
        }
        if (run.outcome().orElseThrow() instanceof RegressionOutcome.Fitted fitted) {
            return fitted.result();
        }
        throw new IllegalStateException("the made-up rows have no fit");
    }

    private static List<Dataset> sites(int rows, boolean timed) {
        return IntStream.range(0, SITES)
                .mapToObj(site -> site(site, rows, timed))
                .toList();
    }

    /** Correlated columns within the bound, outcomes that depend on them; times in whole days, so that there are ties. */
    private static Dataset site(int site, int rows, boolean timed) {
        SeededStream stream = SeededStream.ofIndex(42, site);
        double[] values = new double[rows * TERMS];
        double[] outcomes = new double[rows];
        double[] events = new double[timed ? rows : 0];
        int[] patients = new int[rows];
        for (int row = 0; row < rows; row++) {
            double common = 2 * stream.nextDouble() - 1;
            double predictor = -1;
            for (int column = 0; column < TERMS; column++) {
                double value = 3 * (2 * stream.nextDouble() - 1) + common;
                values[row * TERMS + column] = value;
                predictor += (column % 5 - 2) * 0.08 * value;
            }
            patients[row] = row;
            if (timed) {
                double event = -1000 * StrictMath.log(1 - stream.nextDouble()) * StrictMath.exp(-predictor - 1);
                double censoring = DAYS * stream.nextDouble();
                outcomes[row] = Math.ceil(Math.min(event, censoring));
                events[row] = event <= censoring ? 1 : 0;
            } else {
                outcomes[row] = stream.nextDouble() < 1 / (1 + StrictMath.exp(-predictor)) ? 1 : 0;
            }
        }
        return timed
                ? Dataset.ofTimes(TERMS, values, outcomes, events, patients)
                : Dataset.of(TERMS, values, outcomes, patients);
    }

    private static Dataset together(List<Dataset> sites) {
        int rows = sites.stream().mapToInt(Dataset::rows).sum();
        boolean timed = sites.get(0).events().length > 0;
        double[] values = new double[rows * TERMS];
        double[] outcomes = new double[rows];
        double[] events = new double[timed ? rows : 0];
        int start = 0;
        for (Dataset site : sites) {
            System.arraycopy(site.values(), 0, values, start * TERMS, site.values().length);
            System.arraycopy(site.outcomes(), 0, outcomes, start, site.rows());
            if (timed) {
                System.arraycopy(site.events(), 0, events, start, site.rows());
            }
            start += site.rows();
        }
        int[] patients = IntStream.range(0, rows).toArray();
        return timed
                ? Dataset.ofTimes(TERMS, values, outcomes, events, patients)
                : Dataset.of(TERMS, values, outcomes, patients);
    }
}
