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
    private final String title;
    private final String variable;
    private final String level;
    private final boolean first;
    private final List<SiteResult> sites;

    private CaseMixLine(String title, String variable, String level, boolean first, Map<String, SiteResult> sites) {
        this.title = title;
        this.variable = variable;
        this.level = level;
        this.first = first;
        this.sites = List.copyOf(sites.values());
    }

    /**
     * A part of the rows.
     *
     * @param rows with a value
     * @param mean or share; NaN where not known
     * @param sd sample standard deviation
     */
    record Group(double rows, double mean, double sd) {
        boolean isKnown() {
            return rows > 0 && Double.isFinite(mean);
        }
    }

    static CaseMixLine ofQuantity(String variable, Names names, Map<String, SiteResult> sites) {
        return new CaseMixLine(names.titleWithUnit(variable), variable, "", true, sites);
    }

    /** A line for each level; of two levels one says all. */
    static List<CaseMixLine> ofCodes(String variable, Set<String> levels, Names names, Map<String, SiteResult> sites) {
        List<CaseMixLine> lines = new ArrayList<>();
        levels.stream()
                .skip(levels.size() == 2 ? 1 : 0)
                .forEach(level -> lines.add(new CaseMixLine(
                        names.level(variable, level, levels), variable, level, lines.isEmpty(), sites)));
        return lines;
    }

    String title() {
        return title;
    }

    /** Each hospital's rows. */
    List<Group> groups() {
        return sites.stream().map(this::group).toList();
    }

    private Group group(SiteResult site) {
        VariableSummary summary = site.variables().get(variable);
        if (summary == null) {
            return new Group(0, Double.NaN, Double.NaN);
        }
        double rows = rows(site, summary.missing());
        if (summary instanceof VariableSummary.Quantity quantity) {
            return new Group(rows, quantity.mean(), rows > 1 ? quantity.sd() : 0);
        }
        double share =
                summary instanceof VariableSummary.Codes codes ? codes.shares().getOrDefault(level, 0.0) : Double.NaN;
        return new Group(rows, share, rows > 1 ? StrictMath.sqrt(share * (1 - share) * rows / (rows - 1)) : 0);
    }

    /** Rows with a value; all rows where the number of those without is suppressed. */
    private static double rows(SiteResult site, double missing) {
        if (site.flow().inCohort().isSuppressed()) {
            return 0;
        }
        double rows = site.flow().inCohort().value();
        return Double.isNaN(missing) ? rows : Math.round(rows * (1 - missing));
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
