package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Study;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.inference.program.RunProgram;
import org.wardround.publish.FederationResults;
import org.wardround.publish.RoundHistory;
import org.wardround.publish.StudyAsRun;
import org.wardround.publish.counts.CountMode;
import org.wardround.study.results.Results;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Tables;

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
            SimulationRequest request = hospitals.request(folder.resolve("federation" + seed));
            List<RunProgram.Done> all;
            try {
                List<SiteId> sites = List.copyOf(RunProgramTest.tables(request).keySet());
                all = RunProgramTest.together(
                        request,
                        site -> modes.get(sites.indexOf(site) % modes.size())
                                .rule(request.study().study().data()));
            } catch (FederationException e) {
                continue; // No model can be fitted to such rows.
            }
            Study study = request.study().study();
            SortedMap<SiteId, Table> tables = RunProgramTest.tables(request);
            FederationTruth truth = new FederationTruth(
                    study.data(), Subgroups.of(study.evaluation().subgroups(), study.data()), tables, all);
            few += truth.ofFew().size();
            attacked++;
            Results results = results(request, tables, all.get(0));
            for (String what : derived(hospitals, study, results, truth)) {
                found.add("seed %d: %s".formatted(seed, what));
            }
        }
        assertThat(attacked).isGreaterThan(federations / 2);
        assertThat(few).isGreaterThan(2 * attacked);
        assertThat(found).isEmpty();
    }

    private static Results results(
            SimulationRequest request, SortedMap<SiteId, Table> tables, RunProgram.Done coordinator) {
        FederationResults.Course course = new FederationResults.Course(
                request.options().seed(),
                Instant.EPOCH,
                Instant.EPOCH,
                new TreeSet<>(tables.keySet()),
                new TreeMap<>(),
                new RoundHistory(() -> 0),
                null);
        return new FederationResults(StudyAsRun.of(request.study()), course)
                .of(coordinator, List.of())
                .results();
    }

    private static List<String> derived(
            RandomHospitals hospitals, Study study, Results results, FederationTruth truth) {
        FederationAttack attack = new FederationAttack(study.data(), results, hospitals.hasSeveralRows());
        List<String> found = new ArrayList<>(curves(results, truth));
        Map<String, Double> solved = attack.known().solved();
        solved.forEach((name, value) -> {
            if (truth.knows(name)) {
                assertThat(value).as(name).isCloseTo(truth.count(name), org.assertj.core.data.Offset.offset(1e-6));
            }
        });
        for (String name : truth.ofFew()) {
            if (attack.known().isKnown(name) || solved.containsKey(name)) {
                found.add("%s = %d".formatted(name, truth.count(name)));
                continue;
            }
            double[] range = attack.known().range(name);
            if (Math.ceil(range[0] - 1e-6) == Math.floor(range[1] + 1e-6)) {
                found.add("%s = %d by its bounds".formatted(name, truth.count(name)));
            }
        }
        return found;
    }

    /** Steps of curves, each of nobody or of more than ten patients with the event, and without. */
    private static List<String> curves(Results results, FederationTruth truth) {
        List<String> found = new ArrayList<>();
        Tables tables = results.evaluations().federated().overallTables();
        int from = 0;
        for (Tables.CalibrationBin bin : tables.calibration()) {
            found.addAll(few("calibration", truth.patientsByScore(from, from + bin.n())));
            from += bin.n();
        }
        ScoreHistogram histogram = tables.scoreHistogram();
        from = 0;
        for (int step = 0; step < histogram.positives().size(); step++) {
            int rows = histogram.positives().get(step) + histogram.negatives().get(step);
            found.addAll(few("histogram", truth.patientsByScore(from, from + rows)));
            from += rows;
        }
        return found;
    }

    private static List<String> few(String curve, long[] patients) {
        List<String> found = new ArrayList<>();
        for (int label = 0; label < patients.length; label++) {
            if (patients[label] > 0 && patients[label] <= 10) {
                found.add("a step of the %s holds %d patients of class %d".formatted(curve, patients[label], label));
            }
        }
        return found;
    }
}
