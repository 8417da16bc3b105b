package org.wardround.study.results;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.study.Metric;

/** Metrics of one model on one set of test rows, in the order of {@link Metric}. */
public record Metrics(SortedMap<Metric, MetricValue> values) {
    public static final Metrics NONE = new Metrics(new TreeMap<>());

    public Metrics {
        values = Ordered.sorted(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Empty where the metric was not computed; a metric that is not defined here is present, with its reason. */
    public Optional<MetricValue> find(Metric metric) {
        return Optional.ofNullable(values.get(metric));
    }
}
