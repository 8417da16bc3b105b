package org.wardround.core.strategy;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Clip;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;

/** The layouts of the two kinds of training task; fixed by the study, never adapted to data. */
final class TrainingLayouts {
    private static final int UNCLIPPED_EXPONENT = 20;
    private static final int STEPS_EXPONENT = 40;
    private static final int ROWS_EXPONENT = 31;
    /** A site's mean loss times 2^20 rows is its summed loss at most … */
    private static final int SUMMED_ROWS_EXPONENT = 20;
    /** … unless the grid would become coarser than 2^-12 for that. */
    private static final int SUMMED_LOSS_BITS = 50;

    /** Of a sum in whole units of noise: 2^31 patients of 2^12 units each are 2^43, and noise is far below the rest. Whole numbers up to 2^53 are exact as doubles. */
    private static final int UNITS_EXPONENT = 48;
    /** No noise has a larger σ, in units. */
    private static final int NOISE_EXPONENT = 40;

    private TrainingLayouts() {}

    /** Under differential privacy nothing stands beside the change, which alone has noise, but constants of the plan. */
    static SumLayout train(TrainingSpec training, TrainingSize size) {
        StrategySpec strategy = training.strategy();
        List<Segment> segments = new ArrayList<>();
        long length = strategy.local() instanceof LocalRule.Curvature
                ? NewtonSums.length(size.parameters())
                : size.parameters();
        segments.add(
                isInUnits(training)
                        ? Segment.plain(TrainingSegments.UPDATE, length, UNITS_EXPONENT)
                        : new Segment(TrainingSegments.UPDATE, length, exponent(strategy.clip()), true, true));
        if (strategy.local() instanceof LocalRule.ControlVariates) {
            segments.add(Segment.shared(TrainingSegments.CONTROL, size.parameters(), UNCLIPPED_EXPONENT));
        }
        if (strategy.local() instanceof LocalRule.Normalised) {
            segments.add(Segment.shared(TrainingSegments.STEPS, 1, STEPS_EXPONENT));
        }
        if (strategy.clip() instanceof Clip.Adaptive) {
            segments.add(Segment.plain(TrainingSegments.WITHIN_BOUND, 1, 0));
        }
        if (training.privacy() != null && strategy.local() instanceof LocalRule.Curvature) {
            segments.add(Segment.plain(TrainingSegments.NOISE, 1, NOISE_EXPONENT));
        }
        segments.add(share());
        if (training.privacy() == null) {
            addLosses(segments, size);
        }
        return new SumLayout(size.sites(), segments);
    }

    /**
     * Whether sites send whole units. Where each adds a part of the noise, it is their sum that must be one of whole numbers and of all the noise: rounding at each site would make it depend on more than
     * that. And sums for Newton's method are no change of the model that could be clipped.
     */
    static boolean isInUnits(TrainingSpec training) {
        return training.privacy() != null
                && (training.privacy().isDistributed() || training.strategy().local() instanceof LocalRule.Curvature);
    }

    private static int exponent(Clip clip) {
        // One bit more than the norm needs: a value scaled down to it may be an ulp above. An adaptive bound moves; the
        // scale may not.
        return clip instanceof Clip.Norm norm && Double.isFinite(norm.initial())
                ? Segment.exponentFor(norm.initial()) + 1
                : UNCLIPPED_EXPONENT;
    }

    /** The largest bound that an adaptive clip may reach: the layout has room for it. */
    static double largestBound() {
        return Math.scalb(1.0, UNCLIPPED_EXPONENT - 1);
    }

    /** Of one site's answer by itself: nothing is multiplied by a share, and the rows that the site says it has stand beside. */
    static SumLayout perSite(StrategySpec strategy, TrainingSize size) {
        List<Segment> segments = new ArrayList<>();
        segments.add(new Segment(TrainingSegments.UPDATE, size.parameters(), exponent(strategy.clip()), false, true));
        addClaims(segments, size);
        return new SumLayout(1, segments);
    }

    static SumLayout perSiteLoss(TrainingSize size) {
        List<Segment> segments = new ArrayList<>();
        addClaims(segments, size);
        return new SumLayout(1, segments);
    }

    private static void addClaims(List<Segment> segments, TrainingSize size) {
        int summedExponent = Math.min(size.lossExponent() + SUMMED_ROWS_EXPONENT, SUMMED_LOSS_BITS);
        segments.add(Segment.plain(TrainingSegments.ROWS, 1, ROWS_EXPONENT));
        segments.add(Segment.plain(TrainingSegments.TRAIN_LOSS, 1, size.lossExponent()));
        segments.add(Segment.plain(TrainingSegments.VALIDATION_LOSS, 1, summedExponent));
        segments.add(Segment.plain(TrainingSegments.VALIDATION_ROWS, 1, ROWS_EXPONENT));
    }

    static SumLayout loss(TrainingSize size) {
        List<Segment> segments = new ArrayList<>();
        segments.add(share());
        addLosses(segments, size);
        return new SumLayout(size.sites(), segments);
    }

    private static Segment share() {
        return Segment.shared(TrainingSegments.SHARE, 1, 0);
    }

    private static void addLosses(List<Segment> segments, TrainingSize size) {
        int contributorBits = Integer.SIZE - Integer.numberOfLeadingZeros(size.sites() - 1);
        int summedExponent = Math.min(size.lossExponent() + SUMMED_ROWS_EXPONENT, SUMMED_LOSS_BITS - contributorBits);
        segments.add(Segment.shared(TrainingSegments.TRAIN_LOSS, 1, size.lossExponent()));
        segments.add(Segment.plain(TrainingSegments.VALIDATION_LOSS, 1, summedExponent));
        segments.add(Segment.plain(TrainingSegments.VALIDATION_ROWS, 1, ROWS_EXPONENT));
    }
}
