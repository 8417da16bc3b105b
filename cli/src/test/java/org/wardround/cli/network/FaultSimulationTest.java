package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wardround.testkit.crypto.RememberedCrypto;

/**
 * Many seeds of the {@link FaultSimulation}: {@code -Dfaults.seeds=2000} for more, {@code -Dfaults.first=N} for others, {@code -Dfaults.seed=N} for one alone. See {@code
 * docs/fault-simulation.md}.
 */
@ExtendWith(RememberedCrypto.class)
class FaultSimulationTest {
    private static final int USUAL_SEEDS = 100;

    @Test
    void nothing_is_lost_and_nothing_counted_twice_whatever_fails() {
        long first = Long.getLong("faults.seed", Long.getLong("faults.first", 0));
        int seeds = Long.getLong("faults.seed") != null ? 1 : Integer.getInteger("faults.seeds", USUAL_SEEDS);
        FaultSimulation.Tally all = new FaultSimulation.Tally();
        long began = System.nanoTime();
        // Seeds know nothing of each other; the parallel stream keeps the first failure and its seed.
        LongStream.range(first, first + seeds)
                .parallel()
                .mapToObj(seed -> run(seed, Plant.NONE))
                .forEach(all::add);
        System.out.printf(
                "%d seeds in %d ms: %d events, %d kills, %d power cuts, %d stops at a call to a disk; %d runs finished, %d with nobody lost%n",
                seeds,
                (System.nanoTime() - began) / 1_000_000,
                all.events,
                all.kills,
                all.powerCuts,
                all.stops,
                all.finished,
                all.undisturbed);
        if (seeds >= USUAL_SEEDS) {
            assertThat(all.kills).isPositive();
            assertThat(all.powerCuts).isPositive();
            assertThat(all.stops).isPositive();
            assertThat(all.undisturbed).isPositive().isLessThan(all.finished);
        }
    }

    static FaultSimulation.Tally run(long seed, Plant plant) {
        try {
            return FaultSimulation.run(seed, FaultSimulation.studyOf(seed), plant);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "seed %d fails (%s); replay it alone: ./mvnw -pl cli -am test -Dtest=FaultSimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dfaults.seed=%d"
                            .formatted(seed, failure.getMessage(), seed),
                    failure);
        }
    }
}
