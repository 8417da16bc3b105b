package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Series;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.Results;

/** The primary metric at each hospital, federated, pooled, local and without the hospital side by side. */
final class ForestSection implements Section {
    @Override
    public String id() {
        return "hospitals";
    }

    @Override
    public String title() {
        return "Performance at each hospital";
    }

    @Override
    public List<Element> of(Results results) {
        Evaluations evaluations = results.evaluations();
        if (evaluations.federated().sites().isEmpty()) {
            return List.of();
        }
        Metric primary = results.header().study().plan().primary();
        IntervalStrip strip = IntervalStrip.plain(Values.scale(
                primary,
                evaluations.federated().sites().keySet().stream()
                        .flatMap(site -> models(results, site).stream())
                        .flatMap(model -> model.evaluation().at(model.site()).find(primary).stream())
                        .toList()));
        ForestTable table =
                new ForestTable(strip, MetricWords.of(primary).name() + " on each hospital’s own test rows");
        for (SiteId site : evaluations.federated().sites().keySet()) {
            String rows = evaluations.federated().at(site).find(primary).stream()
                    .map(value -> Figures.counted(value.n(), "test row"))
                    .collect(Collectors.joining());
            table.group(site.words(), rows);
            for (Model model : models(results, site)) {
                model.evaluation()
                        .at(site)
                        .find(primary)
                        .ifPresent(value -> table.row(model.label(), model.series(), Values.drawn(primary, value)));
            }
        }
        return List.of(
                Prose.figure(table.build(MetricWords.axis(primary, results)), legend(evaluations) + table.cutNote()));
    }

    private static String legend(Evaluations evaluations) {
        StringBuilder legend = new StringBuilder("Value and 95 % interval; hospitals by name, not by rank.");
        if (!evaluations.local().isEmpty()) {
            legend.append(" Local: the model trained on that hospital’s rows alone.");
        }
        if (!evaluations.pooled().isNone()) {
            legend.append(" Pooled: one model trained on all rows together.");
        }
        if (!evaluations.leaveOneSiteOut().isEmpty()) {
            legend.append(
                    " Without it: the federated model of all other hospitals, met for the first time here (internal–external cross-validation).");
        }
        return legend.toString();
    }

    private static List<Model> models(Results results, SiteId site) {
        Evaluations evaluations = results.evaluations();
        List<Model> models = new ArrayList<>();
        models.add(new Model(Prose.modelLabel(results), Series.FEDERATED, site, evaluations.federated()));
        models.add(new Model("Pooled", Series.POOLED, site, evaluations.pooled()));
        models.add(new Model("Local", Series.LOCAL, site, evaluations.local().getOrDefault(site, Evaluation.NONE)));
        models.add(new Model(
                "Without it", Series.OTHERS, site, evaluations.leaveOneSiteOut().getOrDefault(site, Evaluation.NONE)));
        return models;
    }

    private record Model(String label, Series series, SiteId site, Evaluation evaluation) {}
}
