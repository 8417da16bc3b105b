package org.wardround.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.identity.SiteId;
import org.wardround.testkit.crypto.RememberedCrypto;

/**
 * A process ends at the k-th call to its journal or blob store: all resume, to the same model. Every k of a run by {@code -Dfaults.every=1}; a usual build takes each 29th, which
 * is no divisor of anything here.
 */
@ExtendWith(RememberedCrypto.class)
class EveryCallTest {
    private static final int STRIDE = Integer.getInteger("faults.every", 29);

    @ParameterizedTest
    @CsvSource({
        "carrying, coordinator",
        "carrying, birch",
        "large, coordinator",
        "large, birch",
        "masked, coordinator",
        "masked, birch",
        "private, coordinator",
        "private, birch",
        "shared, birch"
    })
    void a_run_comes_to_the_same_model_wherever_a_process_is_killed(String label, String party) {
        stopAtEach(label, party, false);
    }

    @ParameterizedTest
    @CsvSource({"carrying, coordinator", "carrying, birch", "masked, coordinator", "masked, birch", "private, birch"})
    void and_where_the_power_fails_there(String label, String party) {
        stopAtEach(label, party, true);
    }

    private static void stopAtEach(String label, String party, boolean power) {
        FaultStudy study = FaultSimulation.studies().stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow();
        Optional<SiteId> stopped = party.equals("coordinator") ? Optional.empty() : Optional.of(new SiteId(party));
        int calls = FaultSimulation.calls(study, stopped);
        assertThat(calls).isGreaterThan(30);
        for (int call = 1; call <= calls; call += STRIDE) {
            FaultSimulation.Tally tally = FaultSimulation.stopping(study, stopped, call, power);
            assertThat(tally.stops).as("stops at call %d of %d", call, calls).isEqualTo(1);
            // The undisturbed hash is compared within: nobody may be lost by a restart.
            assertThat(tally.undisturbed)
                    .as("runs with nobody lost, stopped at call %d", call)
                    .isEqualTo(1);
        }
        System.out.printf("%s: the %s was stopped at calls 1 to %d by %d%n", label, party, calls, STRIDE);
    }
}
