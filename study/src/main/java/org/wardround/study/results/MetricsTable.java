package org.wardround.study.results;

/**
 * {@code metrics.csv}: a row for each model, set of test rows and metric. {@code model} is {@code federated}, {@code pooled},
 * {@code local.SITE} or {@code leaveOneSiteOut.SITE}; {@code scope} is {@code overall}, {@code site}, {@code subgroup} or, where the outcome has
 * more than two classes, {@code class}: one class, named as the level, against the others, over all rows or at the site that is named.
 */
final class MetricsTable {
    static final String NAME = "metrics.csv";

    private final CsvText csv =
            new CsvText("model", "scope", "site", "subgroup", "level", "metric", "value", "low", "high", "n", "method");

    private MetricsTable() {}

    static CsvText of(Results results) {
        MetricsTable table = new MetricsTable();
        Evaluations evaluations = results.evaluations();
        table.add("federated", evaluations.federated());
        table.add("pooled", evaluations.pooled());
        evaluations.local().forEach((site, evaluation) -> table.add("local." + site, evaluation));
        evaluations.leaveOneSiteOut().forEach((site, evaluation) -> table.add("leaveOneSiteOut." + site, evaluation));
        return table.csv;
    }

    private void add(String model, Evaluation evaluation) {
        add(new Place(model, "overall", "", "", ""), evaluation.overall());
        evaluation.sites().forEach((site, metrics) -> add(new Place(model, "site", site.name(), "", ""), metrics));
        evaluation
                .subgroups()
                .forEach((variable, levels) -> levels.forEach(
                        (level, metrics) -> add(new Place(model, "subgroup", "", variable, level), metrics)));
        addClasses(model, "", evaluation.overallTables());
        evaluation.siteTables().forEach((site, tables) -> addClasses(model, site.name(), tables));
    }

    private void addClasses(String model, String site, Tables tables) {
        if (tables.classes().size() > 2) {
            tables.classes().forEach(one -> add(new Place(model, "class", site, "", one.label()), one.figures()));
        }
    }

    private void add(Place place, Metrics metrics) {
        metrics.values()
                .forEach((metric, value) -> csv.row(
                        place.model,
                        place.scope,
                        place.site,
                        place.subgroup,
                        place.level,
                        metric.jsonName(),
                        value.value(),
                        value.low(),
                        value.high(),
                        value.n(),
                        value.method()));
    }

    private record Place(String model, String scope, String site, String subgroup, String level) {}
}
