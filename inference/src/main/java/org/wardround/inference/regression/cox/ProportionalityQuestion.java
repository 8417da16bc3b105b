package org.wardround.inference.regression.cox;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.algebra.Gram;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * For coefficients β + θ·g(t) with g = log t: at θ = 0 the score of θ, {@code Σ g·(x − x̄)}, and the information of β and θ, {@code Σ V}, {@code Σ g·V}
 * and {@code Σ g²·V} (Grambsch and Therneau 1994, Biometrika 81:515, equation 4). g is taken about its mean over events, which changes nothing but
 * rounding.
 *
 * @param smallestTime what a time of 0 counts as
 */
public record ProportionalityQuestion(
        String purpose, CoxDesign design, Point point, double meanLogTime, double smallestTime) implements Question {
    private static final String SCORE = "score of time";
    private static final String[] INFORMATION = {"information", "information times g", "information times g squared"};
    private static final double LARGEST_G = 1500;

    private int size() {
        return point.columns().length;
    }

    private WideSums sums() {
        double total = 2 * design.totalWeight();
        double distance = design.largestDistance(point);
        WideSums.Builder builder = WideSums.builder().block(SCORE, size(), total * distance * LARGEST_G);
        double bound = total * distance * distance;
        for (String name : INFORMATION) {
            builder.block(name, SymmetricMatrix.packedLength(size()), bound);
            bound *= LARGEST_G;
        }
        return builder.build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        RiskSets sets = new RiskSets(rows, design, point);
        WideSums.Values values = sums().values();
        for (int power = 0; power < INFORMATION.length; power++) {
            Gram gram = products(sets, power);
            values.set(INFORMATION[power], gram.packedSquares());
            if (power == 1) {
                values.set(SCORE, gram.vector());
            }
        }
        return values.encode();
    }

    /** {@code Σ g^power·V} as squares, {@code Σ g^power·(x − x̄)} as vector. */
    private Gram products(RiskSets sets, int power) {
        Gram gram = new Gram(size());
        Hazards hazards = new Hazards(sets);
        sets.visitEvents((group, share, fraction, risk, means) -> {
            double factor = share * power(g(sets, group), power);
            System.arraycopy(means, 0, gram.buffer(), gram.next(), means.length);
            gram.add(-factor, -factor);
            hazards.add(group, factor / risk, fraction);
        });
        for (int group = 0; group < sets.groupCount(); group++) {
            double factor = power(g(sets, group), power);
            for (int place = sets.groups[group]; place < sets.groups[group + 1]; place++) {
                if (sets.events[place]) {
                    System.arraycopy(sets.columns, place * size(), gram.buffer(), gram.next(), size());
                    gram.add(0, factor * sets.weights[place]);
                }
            }
        }
        hazards.addProducts(gram);
        return gram;
    }

    private double g(RiskSets sets, int group) {
        return LogTime.of(sets.time(group), smallestTime) - meanLogTime;
    }

    private static double power(double base, int exponent) {
        return exponent == 0 ? 1 : exponent == 1 ? base : base * base;
    }

    /** The sums, ready for tests. */
    public Proportionality read(SumReader sum) {
        WideSums sums = sums();
        SymmetricMatrix[] information = new SymmetricMatrix[INFORMATION.length];
        for (int power = 0; power < information.length; power++) {
            information[power] = SymmetricMatrix.owning(size(), sums.values(sum, INFORMATION[power]));
        }
        return new Proportionality(sums.values(sum, SCORE), information[0], information[1], information[2]);
    }
}
