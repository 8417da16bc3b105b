package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.study.Metric;
import org.wardround.publish.counts.CountMode;
import org.wardround.study.results.Count;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Results;
import org.wardround.study.results.Table1;

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
              moments: exact
              split: {validation: 0, test: 0.4}
            model: {type: logistic, terms: [age]}
            training:
              strategy: {type: newton, penalty: firth}
              rounds: 30
            evaluation:
              primary: accuracy
              metrics: [accuracy]
            """;

    private static final String BY_STAGE = STUDY + "  subgroups: [stage]\n";

    @TempDir
    private Path folder;

    private AttackedFederation attacked(HandMadeHospitals hospitals, List<CountMode> modes) throws Exception {
        return attacked(hospitals, STUDY, modes);
    }

    private AttackedFederation attacked(HandMadeHospitals hospitals, String study, List<CountMode> modes)
            throws Exception {
        return AttackedFederation.of(hospitals.request(folder, study), modes, false);
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
    private static HandMadeHospitals fewWithTheOutcome() {
        return new HandMadeHospitals()
                .with("a", 20, "train", "60", "I", "0")
                .with("a", 20, "train", "70", "I", "1")
                .with("b", 34, "train", "60", "I", "0")
                .with("b", 6, "train", "70", "I", "1");
    }

    @Test
    void what_a_hospital_hides_is_not_what_a_range_leaves_of_an_exact_count() throws Exception {
        assertThat(attacked(fewWithTheOutcome(), ONE_OF_BOTH).derived()).isEmpty();
    }

    /** The rate tells the 20, too. */
    @Test
    void nor_what_a_rate_leaves_of_the_events() throws Exception {
        String study = STUDY.replace("type: binary", "type: time-to-event, unit: days, range: [0, 4000]")
                .replace("{type: logistic, terms: [age]}", "{type: cox, terms: [age]}")
                .replace("penalty: firth", "penalty: {ridge: 1}")
                .replace("accuracy", "concordance");
        assertThat(attacked(fewWithTheOutcome(), study, ONE_OF_BOTH).derived()).isEmpty();
    }

    /** Only one without the outcome has a second row: with it there are 21 rows, of 21 patients at most, and one more at least than the 20 of the first hospital. */
    @Test
    void nor_where_some_patient_has_several_rows() throws Exception {
        HandMadeHospitals hospitals = new HandMadeHospitals()
                .with("a", 20, "train", "60", "I", "0")
                .again("a", "train", "61", "I", "0")
                .with("a", 20, "train", "70", "I", "1")
                .with("b", 39, "train", "60", "I", "0")
                .with("b", 1, "train", "70", "I", "1");
        assertThat(AttackedFederation.of(hospitals.request(folder, STUDY), ONE_OF_BOTH, true)
                        .derived())
                .isEmpty();
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

    /** At stage III 20 of the first hospital are tested and 10 of the second, which hides them: the 30 tested are all that there can be. */
    @Test
    void nor_what_a_range_leaves_of_a_subgroup() throws Exception {
        HandMadeHospitals hospitals = new HandMadeHospitals()
                .with("a", 20, "train", "60", "I", "0")
                .with("a", 20, "train", "70", "I", "1")
                .with("b", 20, "train", "60", "I", "0")
                .with("b", 20, "train", "70", "I", "1")
                .with("a", 20, "train", "70", "II", "1")
                .with("a", 20, "test", "70", "III", "1")
                .with("b", 10, "test", "70", "III", "1")
                .with("a", 20, "test", "60", "I", "0")
                .with("b", 20, "test", "60", "I", "0");
        assertThat(attacked(hospitals, BY_STAGE, ONE_OF_BOTH).derived()).isEmpty();
    }

    /** At stage III 61 are tested and 5 trained on, which is what the subgroup leaves of all 66. @param stageTwo patients at that stage at the second hospital */
    private static HandMadeHospitals fewOfALevelInTraining(int stageTwo) {
        return new HandMadeHospitals()
                .with("a", 20, "train", "60", "I", "0")
                .with("a", 20, "train", "70", "I", "1")
                .with("a", 11, "test", "70", "III", "1")
                .with("a", 15, "test", "60", "II", "0")
                .with("b", 17, "train", "60", "I", "0")
                .with("b", 3, "train", "", "I", "0")
                .with("b", 20, "train", "70", "I", "1")
                .with("b", 5, "train", "70", "III", "1")
                .with("b", 50, "test", "70", "III", "1")
                .with("b", stageTwo, "train", "60", "II", "0");
    }

    @Test
    void few_patients_of_a_level_who_are_not_tested_do_not_follow_from_a_subgroup() throws Exception {
        assertThat(attacked(fewOfALevelInTraining(15), BY_STAGE, SHOWN).derived())
                .isEmpty();
    }

    @Test
    void nor_beside_hidden_counts_of_something_else() throws Exception {
        AttackedFederation federation = attacked(fewOfALevelInTraining(15), BY_STAGE, OWN_THRESHOLD);
        assertThat(federation.results().table1().remarks()).isNotEmpty();
        assertThat(federation.derived()).isEmpty();
    }

    @Test
    void nor_beside_ranges_of_the_same_variable() throws Exception {
        assertThat(attacked(fewOfALevelInTraining(4), BY_STAGE, OWN_THRESHOLD).derived())
                .isEmpty();
    }

    /** All 40 at stage I are tested, and 30 of 50 and more at stage III are not: with the one at stage II they are 41. */
    @Test
    void nor_does_a_subgroup_leave_one_number_that_fits() throws Exception {
        HandMadeHospitals hospitals = new HandMadeHospitals()
                .with("a", 20, "test", "60", "I", "0")
                .with("a", 20, "test", "70", "I", "1")
                .with("a", 1, "train", "70", "II", "1")
                .with("a", 20, "test", "60", "III", "0")
                .with("a", 15, "train", "60", "III", "0")
                .with("a", 15, "train", "70", "III", "1")
                .with("b", 20, "train", "60", "III", "0")
                .with("b", 3, "train", "", "III", "0")
                .with("b", 20, "train", "70", "III", "1");
        assertThat(attacked(hospitals, BY_STAGE, ONE_OF_BOTH).derived()).isEmpty();
    }

    /** 6 are on the validation side, so that not all of training rows, test rows and patients may be told. Nobody is without a stage: the subgroups make up the test rows. */
    @Test
    void nor_do_subgroups_add_up_to_test_rows_where_nobody_is_without_a_value() throws Exception {
        HandMadeHospitals hospitals = new HandMadeHospitals()
                .with("a", 30, "train", "60", "I", "10")
                .with("a", 30, "train", "70", "II", "20")
                .with("a", 3, "validation", "60", "I", "10")
                .with("a", 15, "test", "60", "I", "10")
                .with("a", 15, "test", "70", "II", "25")
                .with("b", 3, "validation", "60", "I", "10")
                .with("b", 27, "train", "60", "I", "10")
                .with("b", 3, "train", "", "I", "20")
                .with("b", 15, "test", "60", "I", "12")
                .with("b", 15, "test", "70", "II", "20");
        String study = BY_STAGE.replace("type: binary", "type: number, range: [0, 100]")
                        .replace("validation: 0,", "validation: 0.1,")
                        .replace("type: logistic", "type: linear")
                        .replace(", penalty: firth", "")
                        .replace("accuracy", "rmse")
                + "  margin: 1\n";
        assertThat(attacked(hospitals, study, OWN_THRESHOLD).derived()).isEmpty();
    }

    /** A simulation's tables have columns of each hospital, too. */
    @Test
    void nor_in_a_simulation() throws Exception {
        Results results = Simulation.run(
                        fewOfALevelInTraining(15).request(folder, BY_STAGE), Progress.SILENT, () -> Instant.EPOCH)
                .results();
        Table1.CodesRow stages = (Table1.CodesRow) results.table1().rows().get(1);
        int all = results.table1().columns().size() - 1;
        MetricValue tested = results.evaluations()
                .federated()
                .subgroups()
                .get("stage")
                .get("III")
                .find(Metric.ACCURACY)
                .orElseThrow();
        assertThat(List.of(stages.cells().get(all).levels().get(2), tested.n())).contains(Count.SUPPRESSED);
    }

    /** Of 72 patients 63 are tested. No coded variable holds the number of all together, so that it is the one to hide. */
    @Test
    void few_on_one_side_do_not_follow_from_all_patients() throws Exception {
        HandMadeHospitals hospitals = new HandMadeHospitals()
                .with("a", 4, "train", "40", "I", "0")
                .with("a", 4, "train", "70", "I", "1")
                .with("a", 15, "test", "40", "I", "0")
                .with("a", 15, "test", "70", "I", "1")
                .with("b", 1, "train", "40", "I", "0")
                .with("b", 15, "test", "40", "I", "0")
                .with("b", 3, "test", "", "I", "0")
                .with("b", 15, "test", "70", "I", "1");
        String study = STUDY.replaceAll(".*name: stage.*\n", "");
        assertThat(attacked(hospitals, study, OWN_THRESHOLD).derived()).isEmpty();
    }
}
