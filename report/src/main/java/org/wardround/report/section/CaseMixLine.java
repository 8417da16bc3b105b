package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.report.markup.Element;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.VariableSummary;

/** One quantity, or one level of a code, over all hospitals. */
final class CaseMixLine {
    private final String variable;
    private final String level;
    private final boolean first;
    private final List<SiteResult> sites;

    private CaseMixLine(String variable, String level, boolean first, Map<String, SiteResult> sites) {
        this.variable = variable;
        this.level = level;
        this.first = first;
        this.sites = List.copyOf(sites.values());
    }

    static CaseMixLine ofQuantity(String variable, Map<String, SiteResult> sites) {
        return new CaseMixLine(variable, "", true, sites);
    }

    /** A line for each level; of two levels one says all. */
    static List<CaseMixLine> ofCodes(String variable, Set<String> levels, Map<String, SiteResult> sites) {
        List<CaseMixLine> lines = new ArrayList<>();
        levels.stream()
                .skip(levels.size() == 2 ? 1 : 0)
                .forEach(level -> lines.add(new CaseMixLine(variable, level, lines.isEmpty(), sites)));
        return lines;
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
        String missing = first && summary.missing() > 0 ? Figures.percent(summary.missing()) + " missing" : "";
        return DataTable.cell(text(summary), missing);
    }

    private String text(VariableSummary summary) {
        if (summary instanceof VariableSummary.Quantity quantity) {
            return Figures.meanAndSpread(quantity.mean(), quantity.sd(), decimals());
        }
        return summary instanceof VariableSummary.Codes codes
                ? Figures.percent(codes.shares().getOrDefault(level, 0.0))
                : Figures.NONE;
    }

    /** The same at all hospitals: what the largest standard deviation needs. */
    private int decimals() {
        double largest = 0;
        for (SiteResult site : sites) {
            if (site.variables().get(variable) instanceof VariableSummary.Quantity quantity) {
                largest = Math.max(largest, Double.isFinite(quantity.sd()) ? quantity.sd() : 0);
            }
        }
        return Figures.decimalsFor(largest);
    }
}
