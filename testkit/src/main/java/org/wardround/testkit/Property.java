package org.wardround.testkit;

import java.util.function.Consumer;
import org.wardround.core.random.SeededStream;

/**
 * Properties that must hold whatever the numbers are: a body of assertions, run with many seeds.
 *
 * <pre>{@code
 * Property.forSeeds(200, random -> assertThat(sum(split(random))).isEqualTo(whole));
 * }</pre>
 */
public final class Property {
    private static final String REPLAY = "wardround.seed";

    private Property() {}

    /**
     * Runs {@code body} with the seeds 0 … {@code seeds - 1}, or, where the system property {@code wardround.seed} is set, with that seed
     * alone. The first failure ends the run and names its seed.
     */
    public static void forSeeds(int seeds, Consumer<SeededStream> body) {
        Long replayed = Long.getLong(REPLAY);
        if (replayed != null) {
            forSeed(replayed, body);
            return;
        }
        for (long seed = 0; seed < seeds; seed++) {
            forSeed(seed, body);
        }
    }

    /** Runs {@code body} with one seed: for replaying a failure from within the test. */
    public static void forSeed(long seed, Consumer<SeededStream> body) {
        try {
            body.accept(SeededStream.of(seed, "property"));
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "fails for seed %d; replay with -D%s=%d or Property.forSeed: %s"
                            .formatted(seed, REPLAY, seed, failure.getMessage()),
                    failure);
        }
    }
}
