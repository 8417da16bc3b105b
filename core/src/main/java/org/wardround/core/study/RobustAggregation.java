package org.wardround.core.study;

/**
 * Aggregations that some sites can't drag away. All need each site's update in the clear, so none goes with secure aggregation, and none makes a
 * federation proof against every attack: each says what it assumes.
 */
public sealed interface RobustAggregation extends StrategySpec.Aggregation {
    /** As the study file names it. */
    String yamlName();

    /** How many answers it needs at least to be what it says. */
    int leastSites();

    /** For each parameter the median of the sites' changes, each site counted once (Yin et al. 2018, definition 1). */
    record Median() implements RobustAggregation {
        @Override
        public String yamlName() {
            return "median";
        }

        @Override
        public int leastSites() {
            return 3;
        }
    }

    /**
     * For each parameter the mean of the sites' changes without the smallest and the largest ones (Yin et al. 2018, definition 2).
     *
     * @param trim share of the sites that is left out at each end, above 0 and below 0.5; rounded up to whole sites as long as one is left
     */
    record TrimmedMean(double trim) implements RobustAggregation {
        public TrimmedMean {
            if (!(trim > 0 && trim < 0.5)) {
                throw new IllegalArgumentException("trim must be above 0 and below 0.5, got " + trim);
            }
        }

        /** How many of {@code sites} are left out at each end. */
        public int trimmed(int sites) {
            // A product such as 0.07 · 100 comes out a little above 7 and would be rounded up to 8.
            int wished = (int) Math.ceil(trim * sites * (1 - 0x1.0p-40));
            return Math.min(wished, (sites - 1) / 2);
        }

        @Override
        public String yamlName() {
            return "trimmedMean";
        }

        @Override
        public int leastSites() {
            return 3;
        }
    }

    /**
     * Multi-Krum: the mean of the m updates that are nearest to their neighbours (Blanchard et al. 2017, section 4).
     *
     * @param malicious f, how many sites may be malicious, 1 or more; 2f + 3 sites must answer
     * @param selected m, how many updates are averaged; 0: all but f
     */
    record MultiKrum(int malicious, int selected) implements RobustAggregation {
        public MultiKrum {
            if (malicious < 1) {
                throw new IllegalArgumentException("malicious must be at least 1, got " + malicious);
            }
            if (selected < 0) {
                throw new IllegalArgumentException("selected must be at least 1, got " + selected);
            }
        }

        /** How many of {@code sites} updates are averaged. */
        public int selected(int sites) {
            int most = sites - malicious;
            return selected == 0 ? most : Math.min(selected, most);
        }

        @Override
        public String yamlName() {
            return "multiKrum";
        }

        @Override
        public int leastSites() {
            return Math.max(2 * malicious + 3, selected + malicious);
        }
    }

    /**
     * The mean weighted by rows, each update scaled down to a bound that follows the sites' own norms. Weights are kept, so a large hospital
     * counts as such, up to a cap.
     *
     * @param quantile of the round's norms, each site counted once; above 0, up to 0.5: with more, few malicious sites could raise the bound
     * @param memory share of the last round's bound that stays in the next one, from 0 to below 1
     * @param weightCap no site counts for more than so many times the median number of rows; 1 or more
     */
    record BoundedMean(double quantile, double memory, double weightCap) implements RobustAggregation {
        public static final BoundedMean DEFAULT = new BoundedMean(0.5, 0.5, 3);

        public BoundedMean {
            if (!(quantile > 0 && quantile <= 0.5)) {
                throw new IllegalArgumentException("quantile must be above 0 up to 0.5, got " + quantile);
            }
            if (!(memory >= 0 && memory < 1)) {
                throw new IllegalArgumentException("memory must be from 0 to below 1, got " + memory);
            }
            if (!(weightCap >= 1 && Double.isFinite(weightCap))) {
                throw new IllegalArgumentException("weightCap must be 1 or more, got " + weightCap);
            }
        }

        @Override
        public String yamlName() {
            return "boundedMean";
        }

        @Override
        public int leastSites() {
            return 1;
        }
    }
}
