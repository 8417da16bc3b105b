package org.wardround.study.results;

import java.util.List;

/**
 * How the sites' changes became one.
 *
 * @param type as in study files, such as {@code mean} or {@code boundedMean}
 * @param clip what each site bounded by itself
 */
public record AggregationInfo(String type, Clip clip) {
    /** Nothing was aggregated, or a plain mean from a sum in which nothing was bounded. */
    public static final AggregationInfo MEAN = new AggregationInfo("mean", Clip.NONE);

    /** Whether each site's change was read by itself. */
    public boolean perSite() {
        return !type.equals(MEAN.type);
    }

    /** What each site bounded by itself; it binds honest sites only. */
    public enum Clip {
        NONE("none"),
        FIXED("fixed"),
        ADAPTIVE("adaptive");

        private final String jsonName;

        Clip(String jsonName) {
            this.jsonName = jsonName;
        }

        public String jsonName() {
            return jsonName;
        }

        static List<Clip> all() {
            return List.of(values());
        }
    }
}
