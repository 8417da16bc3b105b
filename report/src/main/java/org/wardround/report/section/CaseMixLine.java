package org.wardround.report.section;

import java.util.List;
import java.util.Map;
import org.wardround.report.markup.Element;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.VariableSummary;

/** One quantity, or one level of a code, over all hospitals. */
final class CaseMixLine {
    private final String variable;
    private final String level;
    private final List<SiteResult> sites;

    /** @param level empty for a quantity */
    CaseMixLine(String variable, String level, Map<String, SiteResult> sites) {
        this.variable = variable;
        this.level = level;
        this.sites = List.copyOf(sites.values());
    }

    String title() {
        return level.isEmpty() ? variable : variable + " = " + level;
    }

    boolean isQuantity() {
        return level.isEmpty();
    }

    /** Mean or share at each hospital; NaN where there is none. */
    List<Double> values() {
        return sites.stream().map(this::value).toList();
    }

    private double value(SiteResult site) {
        VariableSummary summary = site.variables().get(variable);
        if (summary instanceof VariableSummary.Quantity quantity) {
            return quantity.mean();
        }
        return summary instanceof VariableSummary.Codes codes ? codes.shares().getOrDefault(level, 0.0) : Double.NaN;
    }

    Element cell(SiteResult site) {
        VariableSummary summary = site.variables().get(variable);
        if (summary == null) {
            return DataTable.cell(Figures.NONE);
        }
        String missing = summary.missing() > 0 ? Figures.percent(summary.missing()) + " missing" : "";
        return DataTable.cell(text(summary), missing);
    }

    private String text(VariableSummary summary) {
        if (summary instanceof VariableSummary.Quantity quantity) {
            return "%s (%s)".formatted(Figures.quantity(quantity.mean()), Figures.quantity(quantity.sd()));
        }
        return summary instanceof VariableSummary.Codes codes
                ? Figures.percent(codes.shares().getOrDefault(level, 0.0))
                : Figures.NONE;
    }
}
