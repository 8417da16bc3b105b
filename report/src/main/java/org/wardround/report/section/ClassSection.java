package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Confusion;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Results;
import org.wardround.study.results.Tables;

/** Confusion matrices and figures for each class, over all hospitals and at each where they are few. */
final class ClassSection implements Section {
    private static final int SITES_AT_MOST = 8;

    @Override
    public String id() {
        return "classes";
    }

    @Override
    public String title() {
        return "Classification";
    }

    @Override
    public List<Element> of(Results results) {
        Evaluation federated = results.evaluations().federated();
        Tables overall = federated.overallTables();
        List<Element> content = new ArrayList<>();
        if (!results.model().threshold().isNone()) {
            content.add(Prose.paragraph(threshold(results.model().threshold(), Prose.isTrained(results))));
        }
        if (!overall.classes().isEmpty()) {
            content.add(classes(overall.classes()));
        }
        if (!overall.confusion().isNone()) {
            content.add(matrices(federated, Prose.forTheHolder(results)));
        }
        return content;
    }

    private static String threshold(ModelResult.Threshold threshold, boolean trained) {
        if (Double.isNaN(threshold.value())) {
            return trained
                    ? "No threshold could be chosen, so figures that need one are not defined."
                    : "The model came without a threshold, so figures that need one are not defined.";
        }
        if (threshold.value() == 0) {
            return "Every patient counts as positive: the rule (%s) would have needed the score of one of a few validation patients, which is not told."
                    .formatted(threshold.rule());
        }
        String chosen = threshold.rule().startsWith("value")
                ? "The study fixes this threshold."
                : "Rule: %s, applied to validation rows and never to test rows.".formatted(threshold.rule());
        String rule = trained ? chosen : "The threshold came with the model (rule: %s).".formatted(threshold.rule());
        return "A patient counts as positive from a predicted probability of %s on. %s"
                .formatted(Figures.fixed(threshold.value(), 3), rule);
    }

    private static Element classes(List<Tables.ClassResult> classes) {
        DataTable table = new DataTable("", "Each class against all others, test rows of all hospitals")
                .head(List.of("Class", "Test rows", "Sensitivity", "PPV", "F1", "AUROC"));
        for (Tables.ClassResult one : classes) {
            List<String> cells = new ArrayList<>(List.of(Figures.count(one.support())));
            for (Metric metric : List.of(Metric.SENSITIVITY, Metric.PPV, Metric.F1, Metric.AUROC)) {
                cells.add(one.figures()
                        .find(metric)
                        .map(value -> Values.text(metric, value))
                        .orElse(Figures.NONE));
            }
            table.texts(one.label(), cells);
        }
        return table.build();
    }

    private static Element matrices(Evaluation federated, String remark) {
        Element tables = Element.ofClass("div", "matrices");
        tables.add(matrix("All hospitals", federated.overallTables().confusion()));
        boolean few = federated.siteTables().size() <= SITES_AT_MOST;
        if (few) {
            federated.siteTables().forEach((site, found) -> {
                if (!found.confusion().isNone()) {
                    tables.add(matrix(site.words(), found.confusion()));
                }
            });
        }
        return Prose.table(
                Element.of("div")
                        .add(Prose.tableTitle("Confusion matrices, test rows"))
                        .add(tables),
                "Rows are what was true, columns what the model said." + (few ? remark : ""));
    }

    private static Element matrix(String title, Confusion confusion) {
        List<String> head = new ArrayList<>(List.of("true ↓ said →"));
        head.addAll(confusion.labels());
        DataTable table = new DataTable("confusion", title).head(head);
        for (int i = 0; i < confusion.labels().size(); i++) {
            List<Element> cells = new ArrayList<>();
            for (int j = 0; j < confusion.labels().size(); j++) {
                Element cell =
                        DataTable.cell(Figures.count(confusion.counts().get(i).get(j)));
                cells.add(i == j ? cell.with("class", "right") : cell);
            }
            table.row(confusion.labels().get(i), cells);
        }
        return table.part();
    }
}
