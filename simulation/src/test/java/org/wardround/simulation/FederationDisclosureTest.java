package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.error.FederationException;
import org.wardround.publish.counts.CountMode;

/** All that a coordinator publishes of hospitals whose sums alone it knows, put together by somebody who wants to know the small counts. */
class FederationDisclosureTest {
    private static final int FEDERATIONS = 25;
    private static final int STRICTER = 12;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void nobody_can_work_a_count_of_few_patients_out_of_what_a_coordinator_publishes(RandomHospitals.Kind kind)
            throws Exception {
        attack(kind, FEDERATIONS, List.of(CountMode.SHOWN));
    }

    /** Table 1 has ranges or noise then, and stands beside the exact counts of training and evaluation. */
    @ParameterizedTest
    @EnumSource
    void nor_where_hospitals_hide_their_own_small_counts(RandomHospitals.Kind kind) throws Exception {
        attack(kind, STRICTER, List.of(CountMode.OWN_THRESHOLD));
    }

    @ParameterizedTest
    @EnumSource
    void nor_where_some_of_them_do(RandomHospitals.Kind kind) throws Exception {
        attack(kind, STRICTER, List.of(CountMode.SHOWN, CountMode.OWN_THRESHOLD));
    }

    @ParameterizedTest
    @EnumSource
    void nor_where_one_adds_noise(RandomHospitals.Kind kind) throws Exception {
        attack(kind, STRICTER, List.of(new CountMode.Noised(1, 1e-6), CountMode.OWN_THRESHOLD, CountMode.SHOWN));
    }

    /** @param modes of the hospitals in turn */
    private void attack(RandomHospitals.Kind kind, int federations, List<CountMode> modes) throws Exception {
        List<String> found = new ArrayList<>();
        int attacked = 0;
        int few = 0;
        for (int seed = 1; seed <= federations; seed++) {
            RandomHospitals hospitals = new RandomHospitals(seed, kind);
            AttackedFederation federation;
            try {
                federation = AttackedFederation.of(
                        hospitals.request(folder.resolve("federation" + seed)), modes, hospitals.hasSeveralRows());
            } catch (FederationException e) {
                continue; // No model can be fitted to such rows.
            }
            few += federation.truth().ofFew().size();
            attacked++;
            for (String what : federation.derived()) {
                found.add("seed %d: %s".formatted(seed, what));
            }
        }
        assertThat(attacked).isGreaterThan(federations / 2);
        assertThat(few).isGreaterThan(2 * attacked);
        assertThat(found).isEmpty();
    }
}
