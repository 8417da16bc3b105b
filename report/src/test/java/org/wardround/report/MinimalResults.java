package org.wardround.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Header;
import org.wardround.study.results.Limits;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.OutcomeInfo;
import org.wardround.study.results.Participation;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.RunEnd;
import org.wardround.study.results.RunInfo;
import org.wardround.study.results.RunKind;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Tables;
import org.wardround.study.results.Training;
import org.wardround.study.results.Versions;
import org.wardround.study.results.Warning;

/** One site, nothing defined, nothing to compare with, ended early, and a name that would break out of markup that does not escape. */
final class MinimalResults {
    static final String HOSTILE = "<script>alert('x')</script> & \"friends\"";

    private MinimalResults() {}

    static Results build() {
        SiteId site = new SiteId("only");
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        values.put(Metric.AUROC, MetricValue.undefined(3, "only one class"));
        Metrics metrics = new Metrics(values);
        Flow flow = new Flow(
                3,
                List.of(new Flow.Drop(HOSTILE, 0)),
                3,
                3,
                new Flow.Split(new SideCounts(0, 0, 3), new SideCounts(0, 0, 3)));
        OutcomeInfo outcome = new OutcomeInfo("y", HOSTILE, "binary");
        return new Results(
                new Header(
                        RunKind.SIMULATION,
                        new StudyInfo(HOSTILE, HOSTILE, "", outcome, new PlanInfo("mlp", "fedavg", Metric.AUROC, 0.02)),
                        new RunInfo(
                                1,
                                1,
                                Instant.parse("2026-01-02T03:04:05Z"),
                                0,
                                new RunEnd(RunEnd.Status.ENDED, HOSTILE)),
                        new Versions("0", "0", "0")),
                new TreeMap<>(Map.of(site, new SiteResult(Participation.INCLUDED, flow, 1, "", Map.of()))),
                new Training(
                        List.of(),
                        new Training.Stopping(1, 0, 0, ""),
                        List.of(new Warning("one-class", "only", HOSTILE))),
                new ModelResult(
                        new ModelResult.Identity("mlp", "", 3),
                        "none",
                        ModelResult.ROUNDED,
                        Map.of(),
                        ModelResult.Threshold.NONE,
                        ModelResult.Recalibration.NONE),
                Evaluations.of(new Evaluation(
                        metrics, new TreeMap<>(Map.of(site, metrics)), Map.of(), Tables.NONE, new TreeMap<>())),
                Comparisons.NONE,
                new TreeMap<>(),
                new Limits(new Privacy(false, Privacy.DifferentialPrivacy.NONE, HOSTILE), List.of()));
    }
}
