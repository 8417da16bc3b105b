package org.wardround.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.program.Asking;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.table.Groups;
import org.wardround.publish.table.TableOne;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.results.Table1;

/**
 * Table 1 of 50 variables over 20 sites × 500,000 rows on two threads, each site's column and all together, beside the one column of the pooled rows on
 * one thread. Thirty variables are numbers and twenty are codes; a tenth of the values is missing. Rows are made before. Needs {@code -Xmx12g}.
 */
final class TableOfMillions {
    private static final int SITES = 20;
    private static final int ROWS = 500_000;
    private static final int NUMBERS = 30;
    private static final int CODES = 20;
    private static final int THREADS = 2;
    private static final int REPEATS = 3;
    private static final double MISSING = 0.1;

    private TableOfMillions() {}

    public static void main(String[] arguments) {
        DataDictionary dictionary = dictionary();
        SortedMap<SiteId, Table> sites = new TreeMap<>();
        for (int site = 0; site < SITES; site++) {
            sites.put(new SiteId("site%02d".formatted(site)), table(site, ROWS));
        }
        try (Workers workers = new Workers(THREADS)) {
            time("20 sites, 2 threads", dictionary, sites, workers);
        }
        sites.clear();
        sites.put(new SiteId("pooled"), table(SITES, SITES * ROWS));
        time("pooled, 1 thread", dictionary, sites, Workers.inline());
    }

    private static void time(String name, DataDictionary dictionary, SortedMap<SiteId, Table> sites, Workers workers) {
        double[] seconds = new double[REPEATS];
        double[] processor = new double[REPEATS];
        int lines = 0;
        for (int i = 0; i < REPEATS; i++) {
            Stopwatch stopwatch = new Stopwatch();
            Table1 table = tableOne(dictionary, sites, workers);
            seconds[i] = stopwatch.seconds();
            processor[i] = stopwatch.processorSeconds();
            lines = table.rows().size();
        }
        Stopwatch.print(
                "%-22s %6.2f s (processor %.2f s), %d lines",
                name, Stopwatch.median(seconds), Stopwatch.median(processor), lines);
    }

    private static Table1 tableOne(DataDictionary dictionary, SortedMap<SiteId, Table> sites, Workers workers) {
        Asking asking = (layout, answer) -> {
            List<Callable<LocalUpdate>> work = new ArrayList<>();
            sites.keySet().forEach(site -> work.add(() -> answer.apply(site)));
            Accumulator accumulator = new Accumulator(layout);
            for (LocalUpdate update : workers.all(work)) {
                accumulator.add(FixedPoint.encode(update.layout(), update.values()));
            }
            return accumulator.sum();
        };
        return new TableOne(
                        Groups.of(dictionary, sites, Groups.WITHOUT_STRATA, asking, workers::all),
                        SmallCellRule.DEFAULT)
                .publish();
    }

    private static DataDictionary dictionary() {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < NUMBERS; i++) {
            variables.add(new Variable(
                    "number" + i,
                    VariableType.NUMBER,
                    "mmol/L",
                    new Range(0, 1000),
                    List.of(),
                    MissingPolicy.IMPUTE,
                    ""));
        }
        for (int i = 0; i < CODES; i++) {
            variables.add(new Variable(
                    "code" + i,
                    VariableType.CATEGORY,
                    "",
                    null,
                    List.of("a", "b", "c", "d"),
                    MissingPolicy.IMPUTE,
                    ""));
        }
        Outcome outcome = new Outcome("event", VariableType.BINARY, "", null, List.of("0", "1"), "");
        return new DataDictionary(
                1, variables, outcome, List.of(), Standardisation.FEDERATED, new SplitSpec(0.2, 0.2, ""));
    }

    private static Table table(int site, int rows) {
        SeededStream stream = SeededStream.ofIndex(1, site);
        double[][] columns = new double[NUMBERS + CODES][rows];
        double[] outcomes = new double[rows];
        int[] patients = new int[rows];
        for (int row = 0; row < rows; row++) {
            patients[row] = row;
            outcomes[row] = stream.nextDouble() < 0.3 ? 1 : 0;
            for (int column = 0; column < columns.length; column++) {
                double value = stream.nextDouble();
                columns[column][row] = stream.nextDouble() < MISSING
                        ? Double.NaN
                        : column < NUMBERS ? 1000 * value * value : Math.floor(4 * value);
            }
        }
        return new Table(
                VariableType.BINARY, columns, outcomes, new double[0], patients, Collections.nCopies(rows, Side.TRAIN));
    }
}
