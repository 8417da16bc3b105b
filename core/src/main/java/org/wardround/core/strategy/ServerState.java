package org.wardround.core.strategy;

import java.util.Arrays;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Clip;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/**
 * What the server rule keeps from round to round; a vector that the strategy has no use for is empty.
 *
 * @param firstMoment m of FedAvgM and the adaptive rules
 * @param secondMoment v of the adaptive rules
 * @param control c of SCAFFOLD
 * @param bound C of the next round where the clip is adaptive, of the last round where the mean is bounded; NaN where there is none (yet)
 */
public record ServerState(Vector firstMoment, Vector secondMoment, Vector control, double bound) {
    /** Before round 1: m and c are zeros, v is what the rule says. */
    static ServerState initial(StrategySpec strategy, long parameters, VectorWriter.Factory vectors) {
        double accumulator =
                strategy.server() instanceof ServerRule.Adaptive adaptive ? adaptive.initialAccumulator() : 0;
        return new ServerState(
                constant(0, ServerStep.keepsFirst(strategy.server()) ? parameters : 0, vectors),
                constant(accumulator, ServerStep.keepsSecond(strategy.server()) ? parameters : 0, vectors),
                constant(0, strategy.local() instanceof LocalRule.ControlVariates ? parameters : 0, vectors),
                strategy.clip() instanceof Clip.Adaptive adaptive ? adaptive.initial() : Double.NaN);
    }

    ServerState withBound(double next) {
        return new ServerState(firstMoment, secondMoment, control, next);
    }

    private static Vector constant(double value, long length, VectorWriter.Factory vectors) {
        VectorWriter writer = vectors.create(length);
        double[] block = new double[(int) Math.min(Vector.BLOCK, length)];
        Arrays.fill(block, value);
        for (long offset = 0; offset < length; offset += block.length) {
            writer.append(block, (int) Math.min(block.length, length - offset));
        }
        return writer.finish();
    }
}
