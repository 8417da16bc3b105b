package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.wardround.core.dataset.Table;
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

/** A run between hospitals, what its coordinator publishes, and somebody who wants to know the small counts. */
record AttackedFederation(FederationTruth truth, Results results, FederationAttack attack) {
    private static final double WHOLE = 1e-6;

    /**
     * @param modes of the hospitals in turn
     * @param severalRows whether a patient may have several
     */
    static AttackedFederation of(SimulationRequest request, List<CountMode> modes, boolean severalRows)
            throws Exception {
        Study study = request.study().study();
        SortedMap<SiteId, Table> tables = RunProgramTest.tables(request);
        List<SiteId> sites = List.copyOf(tables.keySet());
        List<RunProgram.Done> all = RunProgramTest.together(
                request, site -> modes.get(sites.indexOf(site) % modes.size()).rule(study.data()));
        FederationTruth truth = new FederationTruth(
                study.data(), Subgroups.of(study.evaluation().subgroups(), study.data()), tables, all);
        Results results = results(request, tables, all.get(0));
        FederationAttack attack = new FederationAttack(study.data(), results, severalRows);
        attack.addMarks(all.get(0).patients().tally());
        return new AttackedFederation(truth, results, attack);
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

    /** What it finds of groups of 1 to 10 patients. */
    List<String> derived() {
        List<String> found = new ArrayList<>(curves());
        Map<String, Double> solved = attack.known().solved();
        solved.forEach((name, value) -> {
            if (truth.knows(name)) {
                assertThat(value).as(name).isCloseTo(truth.count(name), Offset.offset(WHOLE));
            }
        });
        for (String name : truth.ofFew()) {
            if (attack.known().isKnown(name) || solved.containsKey(name)) {
                found.add("%s = %d".formatted(name, truth.count(name)));
                continue;
            }
            double[] range = attack.known().range(name);
            if (Math.ceil(range[0] - WHOLE) == Math.floor(range[1] + WHOLE)) {
                found.add("%s = %d by its bounds".formatted(name, truth.count(name)));
            }
        }
        return found;
    }

    /** Steps of curves, each of nobody or of more than ten patients with the event, and without. */
    private List<String> curves() {
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
