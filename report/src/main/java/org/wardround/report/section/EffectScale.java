package org.wardround.report.section;

import java.util.List;
import org.wardround.report.plot.Interval;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Scale;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.ModelResult.Uncertainty;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Results;

/** How effects of an exact regression are shown: as ratios where the linear predictor is a logarithm, else as they are. */
enum EffectScale {
    ODDS("Odds ratio", "odds"),
    HAZARD("Hazard ratio", "hazard"),
    RATE("Rate ratio", "expected count"),
    DIFFERENCE("Difference", "outcome");

    private static final double LARGEST = 1000;
    private static final double SMALLEST = 0.001;
    private static final double NEAR = 0.1;

    /** No axis goes beyond ratios of 0.01 and 100: what lies further out is an arrow. */
    private static final double WIDEST = StrictMath.log(100);

    /** So narrow an axis would have no ticks that can be told apart. */
    private static final double NARROWEST = 0.02;

    private final String title;
    private final String quantity;

    EffectScale(String title, String quantity) {
        this.title = title;
        this.quantity = quantity;
    }

    static EffectScale of(Regression regression) {
        return switch (regression.method().family()) {
            case "logistic" -> ODDS;
            case "cox" -> HAZARD;
            case "poisson" -> RATE;
            default -> DIFFERENCE;
        };
    }

    String title() {
        return title;
    }

    /** What is multiplied, or added to. */
    String quantity() {
        return quantity;
    }

    boolean isRatio() {
        return this != DIFFERENCE;
    }

    /** A value of the linear predictor as it is shown. */
    double shown(double predictor) {
        return isRatio() ? StrictMath.exp(predictor) : predictor;
    }

    /** {@code 1.35 (1.10 to 1.66)}: one number of decimals for all three. */
    String figures(Interval predictor) {
        String value = figure(predictor, predictor.value());
        return predictor.hasBounds() ? "%s (%s)".formatted(value, bounds(predictor)) : value;
    }

    /** {@code 1.10 to 1.66}. */
    String bounds(Interval predictor) {
        return "%s to %s".formatted(figure(predictor, predictor.low()), figure(predictor, predictor.high()));
    }

    private String figure(Interval predictor, double end) {
        if (!isRatio()) {
            return Figures.quantity(end);
        }
        double ratio = shown(end);
        if (ratio > LARGEST) {
            return ">1000";
        }
        if (ratio < SMALLEST) {
            return "<0.001";
        }
        return Figures.fixed(ratio, decimals(predictor, ratio));
    }

    /** Three where all is near 1 or the ratio is small, so that two digits can be told from 1. */
    private static int decimals(Interval predictor, double ratio) {
        double furthest = Math.max(
                Math.abs(predictor.value()),
                predictor.hasBounds() ? Math.max(Math.abs(predictor.low()), Math.abs(predictor.high())) : 0);
        if (furthest < NEAR || ratio < 0.1) {
            return 3;
        }
        return ratio < 10 ? 2 : ratio < 100 ? 1 : 0;
    }

    /** Rows over one axis, on the predictor's scale, with a line where there is no effect. */
    IntervalStrip strip(List<Double> ends) {
        Scale scale = Scale.robust(ends, List.of(0.0));
        scale = isRatio() ? scale.within(-WIDEST, WIDEST) : scale;
        if (isRatio() && scale.high() - scale.low() < NARROWEST) {
            scale = new Scale(-NARROWEST / 2, NARROWEST / 2);
        }
        return isRatio() ? IntervalStrip.ofRatios(scale) : new IntervalStrip(scale, 0, 0);
    }

    /** The effect of one unit of the variable; of one standard deviation where each site has its own. */
    static Interval interval(Coefficient coefficient) {
        Uncertainty uncertainty = coefficient.uncertainty();
        return Double.isFinite(coefficient.perUnit())
                ? new Interval(coefficient.perUnit(), uncertainty.perUnitLow(), uncertainty.perUnitHigh())
                : new Interval(coefficient.estimate(), uncertainty.low(), uncertainty.high());
    }

    /** What an effect on the scale of the estimate is multiplied by for one unit. */
    static double perEstimate(Coefficient coefficient) {
        boolean scaled = Double.isFinite(coefficient.perUnit()) && coefficient.estimate() != 0;
        return scaled ? coefficient.perUnit() / coefficient.estimate() : 1;
    }

    static boolean isPerUnit(Results results) {
        return !results.model().standardise().equals("site");
    }
}
