package org.wardround.inference.regression.meta;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Estimators of the variance τ² between sites, and what is weighted with it. All are 0 or more. */
final class Heterogeneity {
    private static final int HALVINGS = 200;

    private final double[] estimates;
    private final double[] variances;

    Heterogeneity(List<SiteEstimate> sites) {
        this.estimates = sites.stream().mapToDouble(SiteEstimate::estimate).toArray();
        this.variances = sites.stream()
                .mapToDouble(site -> site.standardError() * site.standardError())
                .toArray();
    }

    /** {@code Σ wᵏ} with {@code w = 1/(v + τ²)}. */
    private double weights(double tau2, int power) {
        double sum = 0;
        for (double variance : variances) {
            double product = 1;
            for (int i = 0; i < power; i++) {
                product /= variance + tau2;
            }
            sum += product;
        }
        return sum;
    }

    double mean(double tau2) {
        double sum = 0;
        for (int i = 0; i < estimates.length; i++) {
            sum += estimates[i] / (variances[i] + tau2);
        }
        return sum / weights(tau2, 1);
    }

    double standardError(double tau2) {
        return 1 / StrictMath.sqrt(weights(tau2, 1));
    }

    /** {@code Σ w·(y − mean)²}. */
    double q(double tau2) {
        return squares(tau2, 1);
    }

    private double squares(double tau2, int power) {
        double mean = mean(tau2);
        double sum = 0;
        for (int i = 0; i < estimates.length; i++) {
            double product = (estimates[i] - mean) * (estimates[i] - mean);
            for (int k = 0; k < power; k++) {
                product /= variances[i] + tau2;
            }
            sum += product;
        }
        return sum;
    }

    /** {@code (k − 1)·Σw / ((Σw)² − Σw²)} (Higgins and Thompson 2002, equation 9). */
    double typicalVariance() {
        double first = weights(0, 1);
        return (estimates.length - 1) * first / (first * first - weights(0, 2));
    }

    double derSimonianLaird() {
        double first = weights(0, 1);
        double scale = first - weights(0, 2) / first;
        return Math.max(0, (q(0) - (estimates.length - 1)) / scale);
    }

    /** Where the generalised Q equals its degrees of freedom. */
    double pauleMandel() {
        return root(tau2 -> q(tau2) - (estimates.length - 1));
    }

    /** Where the derivative of the restricted likelihood is 0: {@code Σ w²·(y − mean)² − Σ w + Σ w²/Σ w}. */
    double restrictedLikelihood() {
        return root(tau2 -> squares(tau2, 2) - weights(tau2, 1) + weights(tau2, 2) / weights(tau2, 1));
    }

    /** The zero of a function that falls through it, by halves; 0 where it starts below. */
    private double root(DoubleUnaryOperator function) {
        if (function.applyAsDouble(0) <= 0) {
            return 0;
        }
        double high = 1e-8;
        for (double variance : variances) {
            high = Math.max(high, variance);
        }
        double low = 0;
        while (function.applyAsDouble(high) > 0 && high < 1e300) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (function.applyAsDouble(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + (high - low) / 2;
    }
}
