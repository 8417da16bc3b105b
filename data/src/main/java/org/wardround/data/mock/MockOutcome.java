package org.wardround.data.mock;

import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;

/** The outcome at one site, given the linear predictors of a row. Safe for concurrent use. */
final class MockOutcome {
    private static final double CENSORED = 0.4;
    private static final double NOISE = 0.7;
    private static final double MOST_EXPECTED = 50;

    private final Outcome outcome;
    private final double[] intercepts;

    MockOutcome(Outcome outcome, SeededStream random) {
        this.outcome = outcome;
        intercepts = new double[Math.max(1, outcome.classes())];
        for (int k = 0; k < intercepts.length; k++) {
            intercepts[k] = 0.5 * random.nextGaussian();
        }
    }

    /** The texts of the outcome's columns. */
    List<String> texts(double[] predictors, SeededStream random) {
        return switch (outcome.type()) {
            case BINARY, CATEGORY -> List.of(outcome.levels().get(drawClass(predictors, random)));
            case NUMBER ->
                List.of(quantity().text(0.7 * (predictors[0] + intercepts[0] + NOISE * random.nextGaussian())));
            case TIME_TO_EVENT -> time(predictors[0] + intercepts[0], random);
            case INTEGER -> List.of(Long.toString(count(predictors[0] + intercepts[0], random)));
            case DATE ->
                throw new IllegalArgumentException(
                        "an outcome is not of type " + outcome.type().yamlName());
        };
    }

    private int drawClass(double[] predictors, SeededStream random) {
        double[] weights = new double[predictors.length];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = StrictMath.exp(predictors[k] + intercepts[k]);
            sum += weights[k];
        }
        double u = random.nextDouble() * sum;
        int drawn = 0;
        while (drawn < weights.length - 1 && u >= weights[drawn]) {
            u -= weights[drawn++];
        }
        return drawn;
    }

    /** Poisson with the predictor as logarithm of the mean, within the range. */
    private long count(double predictor, SeededStream random) {
        double limit = StrictMath.exp(-Math.min(MOST_EXPECTED, StrictMath.exp(predictor)));
        long count = -1;
        for (double product = 1; product > limit || count < 0; product *= 1 - random.nextDouble()) {
            count++;
        }
        return (long) Math.min(Math.floor(range().high()), Math.max(Math.ceil(range().low()), count));
    }

    /** Exponential with the predictor as logarithm of the hazard; censored at a time of its own, and at the end of the range. */
    private List<String> time(double predictor, SeededStream random) {
        Range range = range();
        double scale = range.width() / 3;
        double event = -StrictMath.log(1 - random.nextDouble()) * scale / StrictMath.exp(predictor);
        double censoring = random.nextDouble() < CENSORED ? random.nextDouble() * range.width() : range.width();
        double time = range.low() + Math.min(event, censoring);
        double centre = (range.low() + range.high()) / 2;
        String text = quantity().text((time - centre) * 6 / range.width());
        return List.of(text, event <= censoring ? "1" : "0");
    }

    private MockVariable.Quantity quantity() {
        return new MockVariable.Quantity(VariableType.NUMBER, range().low(), range().high(), 0, 1);
    }

    private Range range() {
        Range declared = outcome.range();
        return declared == null ? new Range(-3, 3) : declared;
    }
}
