package org.wardround.report.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A linear axis from {@code low} to {@code high}, with round ticks. */
public record Scale(double low, double high) {
    private static final int FEWEST_FOR_QUARTILES = 6;

    public Scale {
        if (!(low < high)) {
            throw new IllegalArgumentException("an axis runs from low to high, got %s to %s".formatted(low, high));
        }
    }

    /**
     * The smallest axis with round ends that holds all values; those that are not finite do not count.
     *
     * @param values at least one finite value is needed; without any the axis runs from 0 to 1
     */
    public static Scale around(List<Double> values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            return new Scale(0, 1);
        }
        double slack = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 1e-6);
        double step = step(high - low + 2 * slack, 4);
        return new Scale(Math.floor((low - slack) / step) * step, Math.ceil((high + slack) / step) * step);
    }

    /**
     * As {@link #around}, but no wider for a few values far from all others: those more than three times the interquartile range beyond the quartiles
     * (Tukey 1977) do not count where they would make the axis more than two and a half times as long.
     *
     * @param kept values that count in any case
     */
    public static Scale robust(List<Double> values, List<Double> kept) {
        List<Double> sorted = values.stream().filter(Double::isFinite).sorted().toList();
        List<Double> all = new ArrayList<>(kept);
        all.addAll(sorted);
        if (sorted.size() < FEWEST_FOR_QUARTILES) {
            return around(all);
        }
        double lower = sorted.get((sorted.size() - 1) / 4);
        double upper = sorted.get(sorted.size() - 1 - (sorted.size() - 1) / 4);
        double reach = 3 * (upper - lower);
        List<Double> near = new ArrayList<>(kept);
        sorted.stream()
                .filter(value -> value >= lower - reach && value <= upper + reach)
                .forEach(near::add);
        return span(all) > 2.5 * span(near) && span(near) > 0 ? around(near) : around(all);
    }

    private static double span(List<Double> values) {
        return Collections.max(values) - Collections.min(values);
    }

    /** This axis cut to what is possible, such as 0 to 1 for a share. */
    public Scale within(double lowest, double highest) {
        double from = Math.max(low, lowest);
        double to = Math.min(high, highest);
        return from < to ? new Scale(from, to) : this;
    }

    /** 0 at {@code low}, 1 at {@code high}; values beyond an end are drawn at that end. */
    public double fraction(double value) {
        return Math.min(1, Math.max(0, (value - low) / (high - low)));
    }

    /** Whether a value lies beyond an end, by more than rounding. */
    public boolean cuts(double value) {
        double slack = 1e-9 * (high - low);
        return value < low - slack || value > high + slack;
    }

    public boolean holds(double value) {
        return low <= value && value <= high;
    }

    /** Round values, ascending, about {@code count} of them. */
    public List<Double> ticks(int count) {
        double step = step(high - low, count);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** The ticks as texts with as many decimals as they need, and a true minus sign. */
    public List<String> labels(int count) {
        int decimals = decimals(step(high - low, count));
        return ticks(count).stream()
                .map(tick -> BigDecimal.valueOf(tick)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString()
                        .replace('-', '−'))
                .toList();
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double step(double span, int count) {
        double raw = span / count;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
        double times = raw / power;
        if (times <= 1.0000001) {
            return power;
        }
        return times <= 2.0000001 ? 2 * power : times <= 5.0000001 ? 5 * power : 10 * power;
    }

    private static int decimals(double step) {
        return (int) Math.max(0, -Math.floor(StrictMath.log10(step) + 1e-9));
    }
}
