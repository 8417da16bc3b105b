package org.wardround.cli.privacy;

import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.folder.OutputFiles;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.Use;

/**
 * How often noise is added, to sums over which patients. Immutable.
 *
 * @param samplingRate each patient's probability to take part in a step, more than 0 and at most 1
 * @param steps of each round, 1 or more
 */
record Schedule(double samplingRate, int rounds, int steps, double delta) {
    static final Argument<Double> SAMPLING = Argument.number(
                    "--sampling",
                    1e-9,
                    1,
                    "each patient's probability to take part in a step, by a draw of its own; 1 where all take part")
            .needed();
    static final Argument<Integer> ROUNDS =
            Argument.count("--rounds", 1, 100_000, "rounds of the run").needed();
    static final Argument<Integer> STEPS =
            Argument.count("--steps", 1, 10_000, "noisy steps of each round (default: 1)");
    static final Argument<Double> DELTA = Argument.number(
                    "--delta",
                    1e-10,
                    0.5,
                    "probability with which the bound may fail; well below one in the number of patients")
            .needed();
    static final Argument<Path> PLOT = Argument.path("--plot", "FILE", "draw ε over the rounds into this SVG file");
    static final Argument<Boolean> FORCE = Argument.flag("--force", "replace the file of an earlier plot");

    static Schedule of(Arguments arguments) {
        return new Schedule(
                arguments.get(SAMPLING),
                arguments.get(ROUNDS),
                arguments.find(STEPS).orElse(1),
                arguments.get(DELTA));
    }

    /** Refuses a plot that can't be written, before anything is computed. */
    static void requirePlot(Arguments arguments) {
        List<Path> files = arguments.find(PLOT).map(List::of).orElse(List.of());
        if (!arguments.has(FORCE)) {
            OutputFiles.requireAbsent("--plot", files);
        }
        OutputFiles.requireWritable("--plot", files);
    }

    /** What is asked of the patients in the first {@code rounds} rounds. */
    List<Use> uses(double noiseMultiplier, int rounds) {
        return List.of(new Use(new Mechanism.Gaussian(noiseMultiplier, samplingRate), (long) rounds * steps));
    }

    boolean everybody() {
        return samplingRate == 1;
    }

    String words() {
        String times = steps == 1 ? "%d rounds".formatted(rounds) : "%d rounds of %d steps".formatted(rounds, steps);
        String who = everybody()
                ? "over all patients"
                : "each patient drawn with probability %s".formatted(Figure.of(samplingRate));
        return times + ", " + who;
    }
}
