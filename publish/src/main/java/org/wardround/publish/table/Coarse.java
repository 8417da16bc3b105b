package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.List;
import org.wardround.inference.estimate.Bounds;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Tables.CalibrationBin;

/**
 * Histograms and curves joined until each step has nobody or enough patients, with the event and without. What is left at the end joins the step before;
 * where that is not enough either, nothing is shown.
 */
public final class Coarse {
    private final SmallCellRule rule;
    private final Patients patients;

    /** @param patients how many are behind rows */
    public Coarse(SmallCellRule rule, Patients patients) {
        this.rule = rule;
        this.patients = patients;
    }

    /**
     * Positions at which runs of steps end, each run with nobody or enough of both; empty where there is no such division.
     *
     * @param positives by step
     * @param negatives by step
     */
    List<Integer> ends(List<Long> positives, List<Long> negatives) {
        List<Integer> ends = new ArrayList<>();
        long up = 0;
        long down = 0;
        for (int step = 0; step < positives.size(); step++) {
            up += positives.get(step);
            down += negatives.get(step);
            if (!hides(up) && !hides(down)) {
                ends.add(step + 1);
                up = 0;
                down = 0;
            }
        }
        while (!ends.isEmpty() && ends.get(ends.size() - 1) < positives.size()) {
            int from = ends.size() < 2 ? 0 : ends.get(ends.size() - 2);
            ends.remove(ends.size() - 1);
            if (!hides(sum(positives, from)) && !hides(sum(negatives, from))) {
                ends.add(positives.size());
            }
        }
        return ends;
    }

    private boolean hides(long rows) {
        return patients.mayBeFew(rule, rows);
    }

    private static long sum(List<Long> counts, int from) {
        return counts.subList(from, counts.size()).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    public ScoreHistogram histogram(List<Double> edges, List<Long> positives, List<Long> negatives) {
        List<Integer> ends = ends(positives, negatives);
        if (ends.isEmpty()) {
            return ScoreHistogram.NONE;
        }
        List<Double> joined = new ArrayList<>(List.of(edges.get(0)));
        List<Integer> up = new ArrayList<>();
        List<Integer> down = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            joined.add(edges.get(end));
            up.add(Math.toIntExact(sum(positives.subList(0, end), from)));
            down.add(Math.toIntExact(sum(negatives.subList(0, end), from)));
            from = end;
        }
        return new ScoreHistogram(joined, up, down);
    }

    /** Groups of neighbouring predictions, joined; their intervals are Wilson's. */
    public List<CalibrationBin> calibration(List<CalibrationBin> groups) {
        List<Long> events = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (CalibrationBin group : groups) {
            events.add(Math.round(group.observed() * group.n()));
            others.add(group.n() - Math.round(group.observed() * group.n()));
        }
        List<CalibrationBin> joined = new ArrayList<>();
        int from = 0;
        for (int end : ends(events, others)) {
            joined.add(join(groups.subList(from, end)));
            from = end;
        }
        return joined;
    }

    private static CalibrationBin join(List<CalibrationBin> groups) {
        if (groups.size() == 1) {
            return groups.get(0);
        }
        double n = 0;
        double predicted = 0;
        double events = 0;
        for (CalibrationBin group : groups) {
            n += group.n();
            predicted += group.n() * group.meanPredicted();
            events += group.n() * group.observed();
        }
        Bounds bounds = Bounds.wilson(Math.rint(events), n);
        return new CalibrationBin(predicted / n, events / n, bounds.low(), bounds.high(), (int) n);
    }
}
