package org.wardround.study.results;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wardround.core.study.Metric;

/** Metrics by the names that stand in files. */
final class MetricNames {
    private static final Map<String, Metric> BY_NAME = byName();

    private MetricNames() {}

    static Metric of(JsonReading in, String name) {
        Metric metric = BY_NAME.get(name);
        if (metric == null) {
            throw in.refusal(name, "only metrics (%s)".formatted(String.join(", ", BY_NAME.keySet())));
        }
        return metric;
    }

    private static Map<String, Metric> byName() {
        Map<String, Metric> names = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            names.put(metric.jsonName(), metric);
        }
        return names;
    }
}
