package org.wardround.inference.regression.cox;

/**
 * Weighted score residuals of a site's rows. Of d events at one time each is a d-th of every part (Efron), so that residuals add up to the score.
 */
final class ScoreResiduals {
    private final RiskSets sets;
    private final int size;
    private final double[] hazard;
    private final double[] ownHazard;
    /** By group: Σ hazard·x̄, the same for rows with their event there, and the mean of x̄ over the events. */
    private final double[] hazardMeans;

    private final double[] ownHazardMeans;
    private final double[] eventMeans;

    ScoreResiduals(RiskSets sets) {
        this.sets = sets;
        this.size = sets.size;
        int count = sets.groupCount();
        this.hazard = new double[count];
        this.ownHazard = new double[count];
        this.hazardMeans = new double[count * size];
        this.ownHazardMeans = new double[count * size];
        this.eventMeans = new double[count * size];
        double[] shares = new double[count];
        sets.visitEvents((group, share, fraction, risk, means) -> {
            double increment = share / risk;
            shares[group] += share;
            hazard[group] += increment;
            ownHazard[group] += increment * (1 - fraction);
            for (int k = 0; k < size; k++) {
                hazardMeans[group * size + k] += increment * means[k];
                ownHazardMeans[group * size + k] += increment * (1 - fraction) * means[k];
                eventMeans[group * size + k] += share * means[k];
            }
        });
        for (int i = 0; i < eventMeans.length; i++) {
            eventMeans[i] /= Math.max(shares[i / size], Double.MIN_NORMAL);
        }
    }

    /** Places × columns. */
    double[] residuals() {
        double[] residuals = new double[sets.columns.length];
        double cumulative = 0;
        double[] cumulativeMeans = new double[size];
        for (int group = sets.groupCount() - 1; group >= 0; group--) {
            int start = group * size;
            for (int place = sets.groups[group]; place < sets.groups[group + 1]; place++) {
                boolean event = sets.events[place];
                double own = cumulative + (event ? ownHazard[group] : hazard[group]);
                double[] means = event ? ownHazardMeans : hazardMeans;
                for (int k = 0; k < size; k++) {
                    double x = sets.columns[place * size + k];
                    double expected = sets.risks[place] * (x * own - cumulativeMeans[k] - means[start + k]);
                    double seen = event ? sets.weights[place] * (x - eventMeans[start + k]) : 0;
                    residuals[place * size + k] = seen - expected;
                }
            }
            cumulative += hazard[group];
            for (int k = 0; k < size; k++) {
                cumulativeMeans[k] += hazardMeans[start + k];
            }
        }
        return residuals;
    }
}
