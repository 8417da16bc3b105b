package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.testkit.crypto.RememberedCrypto;

/** The simulation finds what is wrong, by the invariant that is there for it. {@code -Dfaults.bug=NAME} with {@code -Dfaults.seed=N} shows what it says. */
@ExtendWith(RememberedCrypto.class)
class PlantedBugsTest {
    private static final int MOST_SEEDS = 400;

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void a_planted_bug_is_found(PlantedBug bug) {
        long seed = 0;
        String said = said(seed, bug);
        while (said.isEmpty() && seed < MOST_SEEDS) {
            seed++;
            said = said(seed, bug);
        }
        System.out.printf("%s: seed %d: %s%n", bug, seed, said.replaceAll("\\s+", " "));
        assertThat(said).as("what finds %s within %d seeds", bug, MOST_SEEDS).containsPattern(bug.found);
    }

    private static String said(long seed, PlantedBug bug) {
        try {
            FaultSimulation.run(seed, FaultSimulation.studyOf(seed), bug.plant);
            return "";
        } catch (RuntimeException | AssertionError failure) {
            return String.valueOf(failure.getMessage());
        }
    }
}
