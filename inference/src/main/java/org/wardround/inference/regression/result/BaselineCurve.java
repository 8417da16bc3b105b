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

    /** The curve with steps merged from the front until each has at least {@code minimumEvents}; a rest that has fewer joins the step before. */
    public BaselineCurve coarsened(long minimumEvents) {
        List<Point> merged = new ArrayList<>();
        long events = 0;
        for (Point point : points) {
            events += point.events;
            if (events >= minimumEvents) {
                merged.add(new Point(point.time, events, point.cumulativeHazard, point.survival));
                events = 0;
            }
        }
        if (events > 0) {
            if (merged.isEmpty()) {
                return new BaselineCurve(List.of());
            }
            Point before = merged.remove(merged.size() - 1);
            Point last = points.get(points.size() - 1);
            merged.add(new Point(last.time, before.events + events, last.cumulativeHazard, last.survival));
        }
        return new BaselineCurve(merged);
    }
}
