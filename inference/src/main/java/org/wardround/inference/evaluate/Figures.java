package org.wardround.inference.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.inference.estimate.Estimate;

/**
 * What an evaluation says about one group of rows.
 *
 * @param metrics all metrics that the type of outcome has, in the order of {@link Metric}; some may be undefined
 */
public record Figures(Map<Metric, Estimate> metrics, Tables tables) {
    public Figures {
        metrics = Collections.unmodifiableMap(new EnumMap<>(metrics));
    }

    /** The metric, or that the type of outcome has none such. */
    public Estimate of(Metric metric) {
        Estimate estimate = metrics.get(metric);
        return estimate == null
                ? new Estimate.Undefined(0, "%s does not apply to this type of outcome".formatted(metric.jsonName()))
                : estimate;
    }

    /** Adds to every interval that it takes the rows of one patient for independent, where that matters. */
    static Figures of(Map<Metric, Estimate> metrics, Tables tables, double[] units) {
        Map<Metric, Estimate> noted = new EnumMap<>(metrics);
        if (units[1] < units[0]) {
            noted.replaceAll((metric, estimate) ->
                    estimate.noting("some patients have several rows, which the interval takes for independent"));
        }
        return new Figures(noted, tables);
    }
}
