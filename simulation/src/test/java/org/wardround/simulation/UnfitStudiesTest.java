package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.error.FederationException;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.RunOutput;
import org.wardround.study.results.Warning;

/** What the sites' tables can't give is refused before training, or told. */
final class UnfitStudiesTest {
    @TempDir
    private Path folder;

    private RunOutput run(Hospitals hospitals, String study, double dropout) throws IOException {
        return run(hospitals, study, new SimulationOptions(5, 2, dropout));
    }

    private RunOutput run(Hospitals hospitals, String study, SimulationOptions options) throws IOException {
        return Simulation.run(
                hospitals.request(folder, study, options), Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
    }

    private static List<String> codes(RunOutput output) {
        return output.results().training().warnings().stream()
                .map(Warning::code)
                .toList();
    }

    @Test
    void an_outcome_that_is_the_same_everywhere_is_refused() {
        Hospitals alike =
                Hospitals.three().withOneClassAt("west").withOneClassAt("east").withOneClassAt("north");

        assertThatThrownBy(() -> run(alike, Hospitals.study("fedavg", ""), 0))
                .isInstanceOf(FederationException.class)
                .hasMessage(
                        "the outcome 'event' is the same for every training patient of every site, '1'; nothing can be learned from it: check how the mapping translates it, or choose another outcome");
    }

    @Test
    void times_without_any_event_are_refused() {
        String study = Hospitals.study("fedavg", "")
                .replace(
                        "outcome: {name: event, type: binary}",
                        "outcome: {name: survival, type: time-to-event, range: [0, 200]}")
                .replace("type: logistic", "type: cox")
                .replace("[accuracy, auroc, brier]", "[concordance]");

        assertThatThrownBy(() -> run(Hospitals.three().withTimesWithoutEvents(), study, 0))
                .isInstanceOf(FederationException.class)
                .hasMessageStartingWith(
                        "no training patient of any site has the event of 'survival', all are censored; nothing can be learned from it");
    }

    @Test
    void a_split_without_any_test_patient_is_refused() {
        String study = Hospitals.study("fedavg", "").replace("test: 0.3", "test: 0.00001");

        assertThatThrownBy(() -> run(Hospitals.three(), study, 0))
                .isInstanceOf(FederationException.class)
                .hasMessage(
                        "no patient of any site is on the test side of the split, so nothing could be judged: raise data.split.test");
    }

    @Test
    void early_stopping_without_any_validation_patient_is_refused() {
        String study = Hospitals.study("fedavg", "")
                .replace("validation: 0.2", "validation: 0.00001")
                .replace("rounds: 12", "rounds: 12\n  earlyStopping: {patience: 2}");

        assertThatThrownBy(() -> run(Hospitals.three(), study, 0))
                .hasMessageContaining("no patient of any site is on the validation side of the split");
    }

    @Test
    void a_quorum_above_the_share_of_sites_that_is_asked_is_refused() {
        String study = Hospitals.study("fedavg, fraction: 0.3", "").replace("rounds: 12", "rounds: 12\n  quorum: 3");

        assertThatThrownBy(() -> run(Hospitals.three(), study, 0))
                .isInstanceOf(FederationException.class)
                .hasMessage(
                        "training.quorum is 3, and 1 of 3 sites are asked in a round: lower the quorum, or add sites");
    }

    // At 0.9 a round with two of three sites comes once in 36: three rounds in a row fail early.
    @Test
    void a_quorum_that_is_not_met_names_the_attempt_the_sites_and_a_remedy() {
        String study = Hospitals.study("fedavg", "").replace("rounds: 12", "rounds: 12\n  quorum: 2");

        assertThatThrownBy(() -> run(Hospitals.three(), study, 0.9))
                .isInstanceOf(FederationException.class)
                .hasMessageMatching(
                        "too few sites answered in training attempt 3 for the study's 12 rounds: [01] of the 3 that were asked, and it takes 2"
                                + " \\((east|north|west) dropped out, .*\\); the run ends, because this happened in 3 rounds in a row:"
                                + " see why they did not answer, or lower training.quorum");
    }

    @Test
    void masks_over_two_sites_are_refused_before_training_with_a_remedy() {
        Hospitals two = Hospitals.three().withRows("west", 9);
        String study = Hospitals.study("fedavg", "").replace("minimumPatients: 1", "minimumPatients: 20");

        assertThatThrownBy(() -> run(two, study, new SimulationOptions(5, 2, 0, Protection.MASKED)))
                .isInstanceOf(FederationException.class)
                .hasMessage(
                        "--masks: a sum is hidden among 3 sites or more, and 2 can take part (east, north): of two, each could subtract its own. Add the table of another site to --data and its mapping, or simulate without --masks");
    }

    @Test
    void what_a_federation_would_refuse_for_its_masks_is_told() throws IOException {
        Hospitals two = Hospitals.three().withRows("west", 9);
        String study = Hospitals.study("fedavg", "").replace("minimumPatients: 1", "minimumPatients: 20");

        assertThat(codes(run(two, study, 0))).contains("too-few-for-masks");
        assertThat(codes(run(Hospitals.three(), study, 0))).doesNotContain("too-few-for-masks", "no-dropout");
        assertThat(codes(run(two, study + "privacy: {secureAggregation: {required: false}}\n", 0)))
                .doesNotContain("too-few-for-masks");
    }

    @Test
    void dropouts_of_exact_regression_are_told_to_have_been_none() throws IOException {
        String exact = Hospitals.study("fedavg", "")
                .replaceAll(
                        "(?s)training:.*evaluation:", "training: {strategy: {type: newton}, rounds: 25}\nevaluation:");

        RunOutput output = run(Hospitals.three(), exact, 0.25);
        assertThat(codes(output)).contains("no-dropout").doesNotContain("dropped-out");
        assertThat(output.results().model().identity())
                .isEqualTo(run(Hospitals.three(), exact, 0).results().model().identity());
        assertThat(codes(run(Hospitals.three(), Hospitals.study("fedavg", ""), 0.25)))
                .doesNotContain("no-dropout");
    }

    @Test
    void a_sum_whose_masks_can_not_be_taken_off_names_how_many_that_takes() {
        SimulationOptions masked = new SimulationOptions(5, 2, 0.9, Protection.MASKED);

        assertThatThrownBy(() -> run(Hospitals.three(), Hospitals.study("fedavg", ""), masked))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("of the 3 that were asked, and it takes 3 under masks (")
                .hasMessageEndingWith("in a row: see why they did not answer");
    }

    @Test
    void dropouts_of_a_run_that_went_on_are_told_in_one_line() throws IOException {
        RunOutput output = run(Hospitals.three(), Hospitals.study("fedavg", ""), 0.4);

        assertThat(output.results().training().warnings())
                .filteredOn(warning -> warning.code().equals("dropped-out"))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .matches("of \\d+ training rounds, sites dropped out: east from \\d+, north from \\d+, west from \\d+");
        assertThat(codes(run(Hospitals.three(), Hospitals.study("fedavg", ""), 0)))
                .doesNotContain("dropped-out");
    }
}
