package org.wardround.inference.regression.result;

import java.util.ArrayList;
import java.util.List;

/**
 * The baseline cumulative hazard over all sites, a step function on the time grid, for a patient with the columns' means and offset 0.
 *
 * @param points ascending in time, one for each step of the grid that has an event
 */
public record BaselineCurve(List<Point> points) {
    public BaselineCurve {
        points = List.copyOf(points);
    }

    /**
     * @param time end of the step, in the outcome's unit
     * @param events within it
     * @param cumulativeHazard up to and with it
     * @param survival {@code exp(−cumulativeHazard)}
     */
    public record Point(double time, long events, double cumulativeHazard, double survival) {}

    /**
     * The curve at a few multiples of a width: of the first, then of each by which at least {@code minimumEvents} have come since the one before; a rest
     * that has fewer joins the last. So no time is told at which a patient had the event.
     *
     * @param width of a step, in the outcome's unit, above 0
     */
    public BaselineCurve coarsened(long minimumEvents, double width) {
        List<Point> merged = new ArrayList<>();
        long events = 0;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            events += point.events;
            boolean endsStep =
                    i + 1 == points.size() || steps(points.get(i + 1).time, width) > steps(point.time, width);
            if (endsStep && events >= minimumEvents) {
                merged.add(at(point, events, width));
                events = 0;
            }
        }
        if (events > 0 && !merged.isEmpty()) {
            Point before = merged.remove(merged.size() - 1);
            merged.add(at(points.get(points.size() - 1), before.events + events, width));
        }
        return new BaselineCurve(merged);
    }

    private static Point at(Point point, long events, double width) {
        return new Point(steps(point.time, width) * width, events, point.cumulativeHazard, point.survival);
    }

    /** Steps until a time is over; a time at the end of a step, but for rounding, belongs to it. */
    private static double steps(double time, double width) {
        return Math.ceil(time / width - 1e-9);
    }
}
