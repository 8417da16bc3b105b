package org.wardround.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.TrainingSpec;
import org.wardround.simulation.AttackTrial;
import org.wardround.simulation.attack.Attack;
import org.wardround.simulation.attack.Attackers;

/**
 * Ten hospitals, two of which attack: how many points of accuracy each aggregation loses, against the plain mean over ten honest ones. Means over seeds;
 * each seed draws division, attackers, batches and noise anew.
 *
 * <p>Arguments, both optional: the folder with {@code wdbc.csv} (else {@code $WARDROUND_REFERENCE_DATA/wdbc}), the number of seeds (5).
 */
public final class AttackTable {
    static final int MALICIOUS = 2;
    private static final int ROWS = 20_000;
    private static final int SEEDS = 5;
    private static final String NO_ATTACK = "none";

    private AttackTable() {}

    public static void main(String[] arguments) throws IOException {
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SEEDS;
        Path work = Files.createTempDirectory("attack-table");
        List<AttackData> sets = new ArrayList<>();
        Path wdbc = wdbc(arguments);
        if (Files.exists(wdbc.resolve("wdbc.csv"))) {
            sets.add(AttackData.wdbc(wdbc, work));
        } else {
            Stopwatch.print("WDBC left out: there is no wdbc.csv in '%s'", wdbc);
        }
        sets.add(AttackData.generated(ROWS, work));
        for (AttackData set : sets) {
            for (AttackData.Division division : AttackData.Division.values()) {
                Stopwatch stopwatch = new Stopwatch();
                print(set, division, losses(set, division, seeds, work), seeds);
                Stopwatch.print("%.1f s", stopwatch.seconds());
            }
        }
    }

    private static Path wdbc(String[] arguments) {
        if (arguments.length > 0) {
            return Path.of(arguments[0]);
        }
        String root = System.getProperty("wardround.referenceData", System.getenv("WARDROUND_REFERENCE_DATA"));
        return Path.of(root == null ? "." : root, "wdbc");
    }

    /** Each aggregation by its name in study files. */
    static Map<String, Aggregation> aggregations() {
        Map<String, Aggregation> all = new LinkedHashMap<>();
        all.put("mean", new Aggregation.Mean(StrategySpec.Weights.ROWS));
        for (RobustAggregation robust : List.of(
                new RobustAggregation.Median(),
                new RobustAggregation.TrimmedMean(0.2),
                new RobustAggregation.MultiKrum(MALICIOUS, 0),
                RobustAggregation.BoundedMean.DEFAULT)) {
            all.put(robust.yamlName(), robust);
        }
        return all;
    }

    /**
     * Points of accuracy lost.
     *
     * @param mean over the seeds
     * @param worst the largest loss of any seed
     */
    record Loss(String aggregation, String attack, double mean, double worst) {}

    /**
     * A table of losses.
     *
     * @param clean mean accuracy of the plain mean over honest hospitals
     */
    record Losses(double clean, List<Loss> all) {
        double of(String aggregation, Attack attack) {
            return all.stream()
                    .filter(loss -> loss.aggregation.equals(aggregation) && loss.attack.equals(attack.title()))
                    .mapToDouble(Loss::mean)
                    .sum();
        }
    }

    /** One seed's hospitals, attackers and clean run. */
    private record Draw(
            AttackTrial trial, TrainingSpec training, SortedSet<SiteId> malicious, long seed, double clean) {
        static Draw of(AttackData set, AttackData.Division division, long seed, Path work) throws IOException {
            SortedMap<SiteId, Table> tables = set.divided(division, seed, work);
            Analysis.Train train = (Analysis.Train) set.study().analysis();
            AttackTrial trial = new AttackTrial(set.study().data(), train.model(), tables);
            double clean = trial.clean(train.training(), seed);
            return new Draw(trial, train.training(), drawn(tables, seed), seed, clean);
        }

        /** Under no attack: what the aggregation costs by itself. */
        double lost(Aggregation aggregation) {
            return 100 * (clean - trial.clean(with(training, aggregation), seed));
        }

        /** A run that ended without a model counts as having lost all. */
        double lost(Aggregation aggregation, Attack attack) {
            Attackers attackers = new Attackers(attack, malicious, seed);
            double accuracy = trial.attacked(with(training, aggregation), attackers, seed);
            return 100 * (clean - (Double.isNaN(accuracy) ? 0 : accuracy));
        }
    }

    /** By aggregation and attack. */
    static Losses losses(AttackData set, AttackData.Division division, int seeds, Path work) throws IOException {
        List<Draw> draws = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            draws.add(Draw.of(set, division, seed, work));
        }
        List<Loss> losses = new ArrayList<>();
        aggregations().forEach((name, aggregation) -> {
            losses.add(loss(name, NO_ATTACK, draws, draw -> draw.lost(aggregation)));
            for (Attack attack : Attack.values()) {
                losses.add(loss(name, attack.title(), draws, draw -> draw.lost(aggregation, attack)));
            }
        });
        return new Losses(draws.stream().mapToDouble(Draw::clean).average().orElseThrow(), losses);
    }

    private static Loss loss(String aggregation, String attack, List<Draw> draws, ToDoubleFunction<Draw> lost) {
        DoubleSummaryStatistics all = draws.stream().mapToDouble(lost).summaryStatistics();
        return new Loss(aggregation, attack, all.getAverage(), all.getMax());
    }

    private static SortedSet<SiteId> drawn(SortedMap<SiteId, Table> tables, long seed) {
        List<SiteId> sites = new ArrayList<>(tables.keySet());
        SeededStream stream = SeededStream.of(seed, "malicious");
        SortedSet<SiteId> malicious = new TreeSet<>();
        while (malicious.size() < MALICIOUS) {
            malicious.add(sites.remove(stream.nextInt(sites.size())));
        }
        return malicious;
    }

    private static TrainingSpec with(TrainingSpec training, Aggregation aggregation) {
        StrategySpec strategy = training.strategy();
        return new TrainingSpec(
                training.initial(),
                new StrategySpec(
                        strategy.name(),
                        strategy.selection(),
                        strategy.clip(),
                        aggregation,
                        strategy.local(),
                        strategy.server()),
                training.rounds(),
                training.quorum(),
                training.local(),
                null);
    }

    private static void print(AttackData set, AttackData.Division division, Losses losses, int seeds) {
        Stopwatch.print("");
        Stopwatch.print(
                "%s, %s: points of accuracy lost against the honest plain mean's %.1f %%; mean over %d seeds (worst seed)",
                set.name(), division.title(), 100 * losses.clean(), seeds);
        StringBuilder line = new StringBuilder("%-12s%16s".formatted("", NO_ATTACK));
        for (Attack attack : Attack.values()) {
            line.append("%20s".formatted(attack.title()));
        }
        String aggregation = "";
        for (Loss loss : losses.all()) {
            if (!loss.aggregation.equals(aggregation)) {
                Stopwatch.print("%s", line);
                aggregation = loss.aggregation;
                line = new StringBuilder("%-12s".formatted(aggregation));
            }
            int width = loss.attack.equals(NO_ATTACK) ? 8 : 12;
            line.append(("%" + width + ".1f (%5.1f)").formatted(loss.mean, loss.worst));
        }
        Stopwatch.print("%s", line);
    }
}
