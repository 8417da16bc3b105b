package org.wardround.publish.counts;

import java.util.BitSet;
import org.wardround.core.study.DataDictionary;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.CountRule;
import org.wardround.inference.statistics.GivenCounts;
import org.wardround.privacy.noise.SecretWords;
import org.wardround.privacy.statistics.CountNoise;

/** A site's counts with noise of their own. Figures rest on none of its patients: means over a number that only noise hides would give that number away. */
public final class NoisedRule implements CountRule {
    private final CountNoise noise;

    public NoisedRule(CountNoise noise) {
        this.noise = noise;
    }

    /** The noise that keeps a mode's ε for a table of the study. */
    public static CountNoise noise(CountMode.Noised mode, DataDictionary dictionary) {
        return CountNoise.of(mode.epsilon(), mode.delta(), touched(new CountCells(dictionary)));
    }

    /** One patient is among all, of each variable at one level or without a value, and in one class. Those with a value are not counted: they follow. */
    static int touched(CountCells cells) {
        return 1 + cells.variables() + Math.min(1, cells.classes().length);
    }

    @Override
    public BitSet shown(CountCells cells, long[] counts) {
        return new BitSet();
    }

    @Override
    public GivenCounts give(CountCells cells, long[] counts) {
        long[] noised = noise.noised(counts, SecretWords.fresh());
        for (int variable = 0; variable < cells.variables(); variable++) {
            noised[cells.present(variable)] = noised[CountCells.PATIENTS] - noised[cells.missing(variable)];
        }
        return GivenCounts.noised(noised, noise.variance());
    }

    @Override
    public String toString() {
        return "NoisedRule[%s]".formatted(noise);
    }
}
