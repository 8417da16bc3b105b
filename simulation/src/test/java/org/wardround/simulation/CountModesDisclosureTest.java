package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.publish.counts.CountMode;

/** The attack of {@link FederationDisclosureTest} on hospitals whose few patients are placed so that one careless count gives them away. */
class CountModesDisclosureTest {
    private static final List<CountMode> SHOWN = List.of(CountMode.SHOWN);
    private static final List<CountMode> OWN_THRESHOLD = List.of(CountMode.OWN_THRESHOLD);
    private static final List<CountMode> ONE_OF_BOTH = List.of(CountMode.SHOWN, CountMode.OWN_THRESHOLD);

    private static final String STUDY = """
            study: hand-made-hospitals
            purpose: See what a coordinator tells
            data:
              minimumPatients: 1
              missing: impute
              variables:
                - {name: age, type: number, unit: years, range: [0, 120]}
                - {name: stage, type: category, values: [I, II, III]}
              outcome: {name: outcome, type: binary}
              split: {validation: 0, test: 0.4}
            model: {type: logistic, terms: [age]}
            training:
              strategy: {type: newton, penalty: firth}
              rounds: 30
            evaluation:
              primary: accuracy
              metrics: [accuracy]
            """;

    @TempDir
    private Path folder;

    private AttackedFederation attacked(HandMadeHospitals hospitals, List<CountMode> modes) throws Exception {
        return AttackedFederation.of(hospitals.request(folder, STUDY), modes, false);
    }

    /**
     * Of those without the event 5 are trained on, and 20 are tested; with it 40 and 20. The 5 follow from the 45 training rows beside the 40, and from all 25 without the event beside the 20. At the second
     * hospital 3 have no age, which it may hide.
     */
    private static HandMadeHospitals fewOfAClassInTraining() {
        return new HandMadeHospitals()
                .with("a", 3, "train", "40", "I", "0")
                .with("a", 20, "train", "70", "II", "1")
                .with("a", 10, "test", "40", "I", "0")
                .with("a", 10, "test", "70", "II", "1")
                .with("b", 2, "train", "40", "I", "0")
                .with("b", 20, "train", "70", "II", "1")
                .with("b", 10, "test", "40", "I", "0")
                .with("b", 7, "test", "70", "II", "1")
                .with("b", 3, "test", "", "II", "1");
    }

    @Test
    void a_class_of_few_on_one_side_does_not_follow_from_the_classes_of_all_patients() throws Exception {
        assertThat(attacked(fewOfAClassInTraining(), SHOWN).derived()).isEmpty();
    }

    @Test
    void nor_where_a_hospital_hides_counts_of_something_else() throws Exception {
        AttackedFederation federation = attacked(fewOfAClassInTraining(), OWN_THRESHOLD);
        assertThat(federation.results().table1().remarks()).isNotEmpty();
        assertThat(federation.derived()).isEmpty();
    }

    /** Stages of two hospitals, everybody trained on; 40 with the outcome and 40 without at each. */
    private static HandMadeHospitals stages(List<Integer> first, List<Integer> second) {
        HandMadeHospitals hospitals = new HandMadeHospitals();
        for (int stage = 0; stage < 3; stage++) {
            String name = "I".repeat(stage + 1);
            hospitals
                    .with("a", first.get(stage), "train", "60", name, "0")
                    .with("a", first.get(stage), "train", "70", name, "1")
                    .with("b", second.get(stage), "train", "60", name, "0")
                    .with("b", second.get(stage), "train", "70", name, "1");
        }
        return hospitals;
    }

    /** The first hospital has 6 patients at stage III, and gives them; the second has none. */
    @Test
    void few_at_a_hospital_that_gives_its_counts_are_not_told_where_another_hides_its_own() throws Exception {
        AttackedFederation federation = attacked(
                stages(List.of(17, 20, 3), List.of(40, 0, 0)).with("b", 3, "train", "", "I", "1"), ONE_OF_BOTH);
        assertThat(federation.derived()).isEmpty();
    }

    /** The same, where the second hides that 4 are at stage II, and so does not tell how many are at stage I. */
    @Test
    void nor_beside_ranges() throws Exception {
        AttackedFederation federation = attacked(stages(List.of(17, 20, 3), List.of(38, 2, 0)), ONE_OF_BOTH);
        assertThat(federation.derived()).isEmpty();
    }

    /** The second has 8 at stage III as well, so that all are 14 and the range would begin with the 6. */
    @Test
    void nor_as_the_beginning_of_a_range() throws Exception {
        AttackedFederation federation = attacked(stages(List.of(17, 20, 3), List.of(16, 20, 4)), ONE_OF_BOTH);
        assertThat(federation.derived()).isEmpty();
    }

    /** The first has 20 with the outcome and the second, which hides them, 6; a fit on everybody tells all 26. */
    @Test
    void what_a_hospital_hides_is_not_what_a_range_leaves_of_an_exact_count() throws Exception {
        AttackedFederation federation = attacked(
                new HandMadeHospitals()
                        .with("a", 20, "train", "60", "I", "0")
                        .with("a", 20, "train", "70", "I", "1")
                        .with("b", 34, "train", "60", "I", "0")
                        .with("b", 6, "train", "70", "I", "1"),
                ONE_OF_BOTH);
        assertThat(federation.derived()).isEmpty();
    }

    /** The second hospital, of 8 patients, gives no count. */
    @Test
    void nor_the_patients_of_a_hospital_that_gives_nothing() throws Exception {
        AttackedFederation federation = attacked(
                new HandMadeHospitals()
                        .with("a", 20, "train", "60", "I", "0")
                        .with("a", 20, "train", "70", "II", "1")
                        .with("b", 4, "train", "60", "I", "0")
                        .with("b", 4, "train", "70", "II", "1"),
                ONE_OF_BOTH);
        assertThat(federation.derived()).isEmpty();
    }
}
