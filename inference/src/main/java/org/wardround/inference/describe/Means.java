package org.wardround.inference.describe;

/** For each variable what stands in where it is missing: the federated mean of a quantity, rounded, the position of the mode of a code. Immutable. */
public final class Means {
    private final double[] imputed;

    Means(double[] imputed) {
        this.imputed = imputed.clone();
    }

    public double imputed(int variable) {
        return imputed[variable];
    }

    /** All values, in the order of the dictionary. */
    public double[] imputed() {
        return imputed.clone();
    }
}
