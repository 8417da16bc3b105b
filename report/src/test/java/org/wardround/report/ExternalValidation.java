package org.wardround.report;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Count;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Header;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.Results;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Training;

/** An existing model at the hospitals of the invented heart study: no rounds, no comparators, recalibrated. */
final class ExternalValidation {
    private ExternalValidation() {}

    static Results build() {
        Results heart = InventedResults.of(Invention.HEART);
        return new Results(
                header(heart.header()),
                withoutTraining(heart.sites()),
                new Training(List.of(), new Training.Stopping(0, 0, 0, ""), List.of()),
                model(heart.model()),
                Evaluations.of(heart.evaluations().federated()),
                Comparisons.NONE,
                new TreeMap<>(),
                heart.limits());
    }

    /** All rows are tested on: there is nothing else to do with them. */
    private static SortedMap<SiteId, SiteResult> withoutTraining(SortedMap<SiteId, SiteResult> sites) {
        SortedMap<SiteId, SiteResult> tested = new TreeMap<>();
        sites.forEach((name, site) -> {
            Flow flow = site.flow();
            Flow.Split split = new Flow.Split(
                    SideCounts.of(Count.of(0), Count.of(0), flow.split().rows().test()),
                    SideCounts.of(
                            Count.of(0), Count.of(0), flow.split().events().test()));
            tested.put(
                    name,
                    new SiteResult(
                            site.participation(),
                            new Flow(flow.read(), flow.dropped(), flow.inCohort(), flow.patients(), split),
                            0,
                            site.snapshotSha256(),
                            site.variables()));
        });
        return tested;
    }

    private static Header header(Header header) {
        PlanInfo trained = header.study().plan();
        PlanInfo plan = new PlanInfo(trained.modelType(), "", trained.primary(), trained.margin());
        StudyInfo study = new StudyInfo(
                header.study().name(),
                header.study().purpose(),
                header.study().sha256(),
                header.study().outcome(),
                plan,
                header.study().variables());
        return new Header(header.kind(), study, header.run(), header.versions());
    }

    private static ModelResult model(ModelResult model) {
        return new ModelResult(
                model.identity(),
                model.standardise(),
                model.moments(),
                model.coefficients(),
                model.threshold(),
                new ModelResult.Recalibration(
                        new ModelResult.Fit(value(0.1, 0.2), value(0.9, 0.15)),
                        new TreeMap<>(Map.of(
                                new SiteId("va"),
                                new ModelResult.Fit(value(-0.4, 0.5), value(1.2, 0.4)),
                                new SiteId("switzerland"),
                                ModelResult.Fit.undefined(16, "only one class"))),
                        "test",
                        new Metrics(new TreeMap<>(Map.of(Metric.BRIER, value(0.137, 0.02))))));
    }

    private static MetricValue value(double value, double half) {
        return MetricValue.of(value, new MetricValue.Interval(value - half, value + half, "Wald"), 300);
    }
}
