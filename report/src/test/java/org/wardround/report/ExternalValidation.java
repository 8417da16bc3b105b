package org.wardround.report;

import java.util.List;
import java.util.TreeMap;
import org.wardround.study.results.Comparisons;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Header;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.PlanInfo;
import org.wardround.study.results.Results;
import org.wardround.study.results.StudyInfo;
import org.wardround.study.results.Training;

/** An existing model at the hospitals of the invented heart study: no rounds, no comparators, recalibrated. */
final class ExternalValidation {
    private ExternalValidation() {}

    static Results build() {
        Results heart = InventedResults.of(Invention.HEART);
        return new Results(
                header(heart.header()),
                heart.sites(),
                new Training(List.of(), new Training.Stopping(0, 0, 0, ""), List.of()),
                model(heart.model()),
                Evaluations.of(heart.evaluations().federated()),
                Comparisons.NONE,
                new TreeMap<>(),
                heart.limits());
    }

    private static Header header(Header header) {
        PlanInfo trained = header.study().plan();
        PlanInfo plan = new PlanInfo(trained.modelType(), "", trained.primary(), trained.margin());
        StudyInfo study = new StudyInfo(
                header.study().name(),
                header.study().purpose(),
                header.study().sha256(),
                header.study().outcome(),
                plan);
        return new Header(header.kind(), study, header.run(), header.versions());
    }

    private static ModelResult model(ModelResult model) {
        return new ModelResult(
                model.identity(),
                model.standardise(),
                model.coefficients(),
                model.threshold(),
                new ModelResult.Recalibration(0.1, 0.9));
    }
}
