package org.wardround.report.section;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Regression.Test;
import org.wardround.study.results.Results;

/** Tests of each term, and of all together, in one table: likelihood ratio, Wald, proportional hazards. */
record RegressionTests(Results results) {
    List<Element> of() {
        Regression.Tests tests = results.model().regression().tests();
        List<Kind> kinds = new ArrayList<>();
        add(kinds, "Likelihood ratio", tests.likelihoodRatio());
        add(kinds, "Wald", tests.wald());
        add(kinds, "Proportional hazards", tests.proportionalHazards());
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<String> head = new ArrayList<>(List.of("Term", "df"));
        kinds.forEach(kind -> head.addAll(List.of(kind.title + " " + statistic(kind), "p")));
        DataTable table = new DataTable("tests", "Tests of terms").head(head);
        Names names = Names.of(results);
        for (String term : terms(kinds)) {
            String title = term.equals(Regression.Tests.ALL) ? "All terms" : names.term(term);
            table.texts(title, cells(kinds, term));
        }
        return List.of(Prose.table(table.build(), legend(tests)));
    }

    /** A test and what it gives for each term. */
    private record Kind(String title, Map<String, Test> byTerm) {}

    private static void add(List<Kind> kinds, String title, Map<String, Test> byTerm) {
        if (!byTerm.isEmpty()) {
            kinds.add(new Kind(title, byTerm));
        }
    }

    private static String statistic(Kind kind) {
        boolean f = kind.byTerm.values().stream().anyMatch(test -> test.residualDegrees() > 0);
        return f ? "F" : "χ²";
    }

    /** In model order, all of them together last. */
    private static List<String> terms(List<Kind> kinds) {
        Set<String> terms = new LinkedHashSet<>();
        kinds.forEach(kind -> terms.addAll(kind.byTerm.keySet()));
        boolean all = terms.remove(Regression.Tests.ALL);
        List<String> ordered = new ArrayList<>(terms);
        if (all) {
            ordered.add(Regression.Tests.ALL);
        }
        return ordered;
    }

    private static List<String> cells(List<Kind> kinds, String term) {
        List<String> cells = new ArrayList<>();
        cells.add(kinds.stream()
                .filter(kind -> kind.byTerm.containsKey(term))
                .map(kind -> Integer.toString(kind.byTerm.get(term).degrees()))
                .findFirst()
                .orElse(Figures.NONE));
        for (Kind kind : kinds) {
            Test test = kind.byTerm.get(term);
            cells.add(test == null ? Figures.NONE : Figures.fixed(test.statistic(), 2));
            cells.add(test == null ? Figures.NONE : Figures.p(test.p()));
        }
        return cells;
    }

    private static String legend(Regression.Tests tests) {
        return "Each line tests all columns of a term together; the last, all terms. df: degrees of freedom."
                + (tests.proportionalHazards().isEmpty()
                        ? ""
                        : " Proportional hazards: score test of an interaction with the logarithm of time; a small p speaks against a hazard ratio that is the same at all times.");
    }
}
