package org.wardround.simulation.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.strategy.TrainingSegments;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Sites that carry out one attack together. They spoil nothing but their change of the model: their row counts and losses are as they are, and what describes
 * the data before training is honest. A study's {@code clip} still bounds them, because the simulated site's software does: real attackers would not run it.
 */
public record Attackers(Attack attack, SortedSet<SiteId> sites, long seed) implements Saboteur {
    private static final double SIGN_FLIP = -10;
    private static final double SCALING = 10;
    private static final double NOISE = 30;
    private static final double A_LITTLE = 1.5;

    public Attackers {
        sites = Collections.unmodifiableSortedSet(new TreeSet<>(sites));
    }

    /** The tables as the sites train on them. */
    public SortedMap<SiteId, Table> tables(SortedMap<SiteId, Table> honest) {
        SortedMap<SiteId, Table> tables = new TreeMap<>(honest);
        if (attack == Attack.LABEL_FLIP) {
            sites.forEach(site -> tables.computeIfPresent(site, (name, table) -> turned(table)));
        }
        return tables;
    }

    /** Class j of K becomes K − 1 − j on the training side. */
    private static Table turned(Table table) {
        double[] outcomes = table.outcomes().clone();
        double last = Arrays.stream(outcomes).max().orElse(0);
        for (int row : table.rowsOn(Side.TRAIN)) {
            outcomes[row] = Math.max(last, 1) - outcomes[row];
        }
        return new Table(
                table.outcomeType(), table.variables(), outcomes, table.events(), table.patients(), table.sides());
    }

    @Override
    public LocalUpdate answer(TrainingTask task, SiteId site, Training honest) {
        LocalUpdate own = honest.answer(task, site);
        if (!sites.contains(site) || task instanceof TrainingTask.Loss) {
            return own;
        }
        return switch (attack) {
            case SIGN_FLIP -> changed(own, update -> times(update, SIGN_FLIP));
            case SCALING -> changed(own, update -> times(update, SCALING));
            case NOISE -> changed(own, update -> noise(update, SeededStream.of(seed, "attack", site, task.round())));
            case LABEL_FLIP -> own;
            case A_LITTLE -> changed(own, update -> aLittle(task, honest));
        };
    }

    private static double[] times(double[] update, double factor) {
        return Arrays.stream(update).map(value -> value * factor).toArray();
    }

    private static double[] noise(double[] update, SeededStream stream) {
        double squares = Arrays.stream(update).map(value -> value * value).sum();
        double deviation = NOISE * StrictMath.sqrt(squares / update.length);
        return Arrays.stream(update)
                .map(value -> deviation * stream.nextGaussian())
                .toArray();
    }

    private double[] aLittle(TrainingTask task, Training honest) {
        List<double[]> updates = new ArrayList<>();
        sites.forEach(site -> updates.add(update(honest.answer(task, site))));
        double[] attacking = new double[updates.get(0).length];
        for (int k = 0; k < attacking.length; k++) {
            double sum = 0;
            double squares = 0;
            for (double[] update : updates) {
                sum += update[k];
            }
            double mean = sum / updates.size();
            for (double[] update : updates) {
                squares += (update[k] - mean) * (update[k] - mean);
            }
            double deviation = StrictMath.sqrt(squares / Math.max(1, updates.size() - 1));
            attacking[k] = mean - A_LITTLE * deviation;
        }
        return attacking;
    }

    private static double[] update(LocalUpdate answer) {
        int start = Math.toIntExact(answer.layout().start(TrainingSegments.UPDATE));
        int length = length(answer.layout());
        return Arrays.copyOfRange(answer.values().toArray(), start, start + length);
    }

    private static LocalUpdate changed(LocalUpdate answer, UnaryOperator<double[]> change) {
        double[] values = answer.values().toArray();
        int start = Math.toIntExact(answer.layout().start(TrainingSegments.UPDATE));
        System.arraycopy(change.apply(update(answer)), 0, values, start, length(answer.layout()));
        return LocalUpdate.owning(answer.layout(), values);
    }

    private static int length(SumLayout layout) {
        return Math.toIntExact(layout.segment(TrainingSegments.UPDATE).length());
    }
}
