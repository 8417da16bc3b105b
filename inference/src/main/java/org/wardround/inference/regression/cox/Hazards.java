package org.wardround.inference.regression.cox;

import org.wardround.inference.regression.algebra.Gram;

/**
 * Increments of a cumulative hazard by group of equal times, and what they make of each place: the sum of increments while its row was at risk. Turns
 * {@code Σ over events of Σ over those at risk} into one sum over rows, so that a matrix of products costs O(rows · columns²) however many events
 * there are.
 */
final class Hazards {
    private final RiskSets sets;
    private final double[] increments;
    /** For rows whose own event is in the group: without the fraction that no longer counts. */
    private final double[] ownIncrements;

    Hazards(RiskSets sets) {
        this.sets = sets;
        this.increments = new double[sets.groupCount()];
        this.ownIncrements = new double[sets.groupCount()];
    }

    void add(int group, double increment, double fraction) {
        increments[group] += increment;
        ownIncrements[group] += increment * (1 - fraction);
    }

    /** Adds {@code risk · cumulative hazard · x·x'} of each row. */
    void addProducts(Gram gram) {
        double cumulative = 0;
        int size = sets.size;
        for (int group = sets.groupCount() - 1; group >= 0; group--) {
            for (int place = sets.groups[group]; place < sets.groups[group + 1]; place++) {
                double hazard = cumulative + (sets.events[place] ? ownIncrements[group] : increments[group]);
                if (hazard != 0) {
                    System.arraycopy(sets.columns, place * size, gram.buffer(), gram.next(), size);
                    gram.add(sets.risks[place] * hazard, 0);
                }
            }
            cumulative += increments[group];
        }
    }
}
