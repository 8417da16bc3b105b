package org.wardround.inference.regression.newton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The points that were accepted, each with the Newton step from it; how a fit behaves shows here. Immutable. */
record Trail(List<double[]> points, List<Step> steps) {
    private static final int TELLING = 2;
    private static final double SHORT = 0.7;
    private static final double STEADY = 0.5;
    private static final double VISIBLE = 0.1;

    static final Trail EMPTY = new Trail(List.of(), List.of());

    Trail {
        points = List.copyOf(points);
        steps = List.copyOf(steps);
    }

    Trail plus(double[] point, Step step) {
        List<double[]> longer = new ArrayList<>(points);
        longer.add(point);
        List<Step> longerSteps = new ArrayList<>(steps);
        longerSteps.add(step);
        return new Trail(longer, longerSteps);
    }

    int iterations() {
        return Math.max(0, steps.size() - 1);
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    /**
     * Whether the likelihood seems to flatten while coefficients keep moving: the last steps are short in standard errors but, as coefficients, hardly
     * shorter than those before. Near an optimum Newton's steps shrink quadratically; where {@code e^−t} is all that is left to gain they stay near 1
     * in t. An optimum that is far away looks the same for a while, so that rows must be asked.
     */
    boolean seemsToRunOff() {
        if (steps.size() <= TELLING + 1) {
            return false;
        }
        for (int i = steps.size() - TELLING; i < steps.size(); i++) {
            boolean steady = steps.get(i).largest() >= STEADY * steps.get(i - 1).largest();
            if (!(steps.get(i).length() < SHORT && steady)) {
                return false;
            }
        }
        return last().largest() > VISIBLE;
    }

    /** The coefficients that move, the fastest first. */
    List<Integer> moving() {
        double[] change = last().change();
        double least = VISIBLE * last().largest();
        return IntStream.range(0, change.length)
                .filter(i -> Math.abs(change[i]) >= least)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(change[i])))
                .toList();
    }

    /**
     * Whether the steps have become short and stopped getting shorter: rounding is all that is left.
     *
     * @param small in standard errors
     */
    boolean isAtWorkingPrecision(double small) {
        int last = steps.size() - 1;
        return last >= 1
                && steps.get(last).length() < small
                && steps.get(last).length() > steps.get(last - 1).length() / 2;
    }
}
