package org.wardround.report.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.core.identity.SiteId;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Results;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.VariableSummary;

/** How the hospitals' patients differ: mean and spread, shares, and what is missing. */
final class CaseMixSection implements Section {
    private static final int COLUMNS_AT_MOST = 8;

    @Override
    public String id() {
        return "differences";
    }

    @Override
    public String title() {
        return "How the hospitals differ";
    }

    @Override
    public List<Element> of(Results results) {
        Map<String, SiteResult> sites = new LinkedHashMap<>();
        Map<String, SiteResult> included = new LinkedHashMap<>();
        for (Map.Entry<SiteId, SiteResult> site : results.sites().entrySet()) {
            if (!site.getValue().variables().isEmpty()) {
                sites.put(site.getKey().words(), site.getValue());
                if (site.getValue().participation().included()) {
                    included.put(site.getKey().words(), site.getValue());
                }
            }
        }
        if (sites.isEmpty() || Home.of(results).isPresent()) {
            return List.of();
        }
        Names names = Names.of(results);
        List<CaseMixLine> lines = lines(sites, names);
        boolean few = sites.size() <= COLUMNS_AT_MOST;
        String legend =
                "Cohort of each hospital, all sides of the split. Quantities: mean (standard deviation). Codes: share of patients with a value. Missing: share of patients without one. A dash: suppressed, because it is of few patients or such would follow, or nobody has a value.";
        List<Element> content =
                new ArrayList<>(new SiteDifferences(lines(included, names), List.copyOf(included.keySet())).build());
        content.add(Prose.table(few ? byVariable(sites, lines) : bySite(sites, lines), legend));
        return content;
    }

    /** Case mix as medical papers print it: a row for each variable or level. */
    private static Element byVariable(Map<String, SiteResult> sites, List<CaseMixLine> lines) {
        List<String> head = new ArrayList<>(List.of("Variable"));
        head.addAll(sites.keySet());
        DataTable table = new DataTable("case-mix", "Case mix by hospital").head(head);
        for (CaseMixLine line : lines) {
            table.row(line.title(), sites.values().stream().map(line::cell).toList());
        }
        return table.build();
    }

    private static Element bySite(Map<String, SiteResult> sites, List<CaseMixLine> lines) {
        List<String> head = new ArrayList<>(List.of("Hospital"));
        lines.forEach(line -> head.add(line.title()));
        DataTable table = new DataTable("case-mix", "Case mix by hospital").head(head);
        sites.forEach((name, site) ->
                table.row(name, lines.stream().map(line -> line.cell(site)).toList()));
        return table.build();
    }

    private static List<CaseMixLine> lines(Map<String, SiteResult> sites, Names names) {
        Set<String> variables = new LinkedHashSet<>();
        sites.values().forEach(site -> variables.addAll(site.variables().keySet()));
        List<CaseMixLine> lines = new ArrayList<>();
        for (String variable : variables) {
            Set<String> levels = levels(variable, sites);
            if (levels.isEmpty()) {
                lines.add(CaseMixLine.ofQuantity(variable, names, sites));
            } else {
                lines.addAll(CaseMixLine.ofCodes(variable, levels, names, sites));
            }
        }
        return lines;
    }

    private static Set<String> levels(String variable, Map<String, SiteResult> sites) {
        Set<String> levels = new LinkedHashSet<>();
        for (SiteResult site : sites.values()) {
            if (site.variables().get(variable) instanceof VariableSummary.Codes codes) {
                levels.addAll(codes.shares().keySet());
            }
        }
        return levels;
    }
}
