package org.wardround.inference.statistics;

import java.util.ArrayList;
import java.util.List;
import org.wardround.inference.estimate.Quantiles;

/**
 * A survival curve with Greenwood's variance and 95 % limits on the log-log scale.
 *
 * @param points one for each step with an event, ascending in time
 * @see <a href="https://doi.org/10.1080/01621459.1958.10501452">Kaplan and Meier 1958</a>
 */
public record KaplanMeier(List<Point> points) {
    public KaplanMeier {
        points = List.copyOf(points);
    }

    /**
     * Survival after the events of one step.
     *
     * @param atRisk patients just before
     * @param survival from 0 to 1
     * @param standardError Greenwood's: {@code S·√Σ d/(n(n − d))}; NaN where nobody is left
     * @param low of {@code S^exp(±z·se)} with {@code se = √Σ d/(n(n − d)) / |log S|}; NaN where nobody is left
     */
    public record Point(
            double time, long atRisk, long events, double survival, double standardError, double low, double high) {}

    public static KaplanMeier of(LifeTable table) {
        long[] atRisk = table.atRisk();
        List<Point> points = new ArrayList<>();
        double survival = 1;
        double greenwood = 0;
        for (int step = 0; step < table.steps(); step++) {
            long events = table.events(step);
            if (events > 0) {
                double n = atRisk[step];
                survival *= (n - events) / n;
                greenwood += events == n ? 0 : events / (n * (n - events));
                points.add(point(table.time(step), atRisk[step], events, survival, greenwood));
            }
        }
        return new KaplanMeier(points);
    }

    private static Point point(double time, long atRisk, long events, double survival, double greenwood) {
        if (survival == 0) {
            return new Point(time, atRisk, events, 0, Double.NaN, Double.NaN, Double.NaN);
        }
        double error = survival * StrictMath.sqrt(greenwood);
        double half = Quantiles.Z95 * StrictMath.sqrt(greenwood) / Math.abs(StrictMath.log(survival));
        double low = StrictMath.pow(survival, StrictMath.exp(half));
        double high = StrictMath.pow(survival, StrictMath.exp(-half));
        return new Point(time, atRisk, events, survival, error, low, high);
    }

    /** The last point at or before a time; a survival of 1 before the first event. */
    public Point at(double time) {
        Point last = new Point(0, 0, 0, 1, 0, 1, 1);
        for (Point point : points) {
            if (point.time <= time) {
                last = point;
            }
        }
        return last;
    }

    /** The first time at which survival is at or below a half; NaN where it is never. */
    public double median() {
        return points.stream()
                .filter(point -> point.survival <= 0.5)
                .mapToDouble(Point::time)
                .findFirst()
                .orElse(Double.NaN);
    }
}
