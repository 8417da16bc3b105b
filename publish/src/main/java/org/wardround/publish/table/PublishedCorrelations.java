package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.inference.program.Asking;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.statistics.CorrelationPass;
import org.wardround.inference.statistics.Correlations;
import org.wardround.inference.statistics.PatientRows;
import org.wardround.inference.statistics.Quantity;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.study.results.Correlation;

/** Correlations of every two quantities over all sites together, as they may be published. */
public final class PublishedCorrelations {
    private static final int DECIMALS = 2;

    private PublishedCorrelations() {}

    /**
     * Asks the sites once; not at all where there are fewer than two quantities. A pair that fewer patients have than the rule's minimum is suppressed, and one with a number whose spread so few make.
     *
     * @param groups of the same tables
     */
    public static List<Correlation> of(
            Groups groups, SortedMap<SiteId, Table> tables, Asking asking, SmallCellRule rule) {
        List<Quantity> quantities = Quantity.of(groups.dictionary());
        if (quantities.size() < 2) {
            return List.of();
        }
        GroupFigures all = groups.figures(groups.overall());
        CorrelationPass pass = new CorrelationPass(
                quantities,
                all.tally(),
                all.moments().stream().map(moments -> moments.mean()).toList(),
                tables.size());
        SortedMap<SiteId, PatientRows> patients = new TreeMap<>();
        tables.forEach((site, table) -> patients.put(site, PatientRows.of(table)));
        Correlations found =
                pass.result(asking.ask(pass.layout(), site -> pass.answer(Objects.requireNonNull(patients.get(site)))));
        List<Correlation> published = new ArrayList<>();
        for (int first = 0; first < quantities.size(); first++) {
            for (int second = first + 1; second < quantities.size(); second++) {
                boolean few = found.patients(first, second) < rule.minimum()
                        || new SpreadOfFew(quantities.get(first), all, first).isHiddenBy(rule)
                        || new SpreadOfFew(quantities.get(second), all, second).isHiddenBy(rule);
                published.add(new Correlation(
                        quantities.get(first).name(),
                        quantities.get(second).name(),
                        few,
                        few ? Double.NaN : Rounding.to(DECIMALS, found.coefficient(first, second))));
            }
        }
        return published;
    }
}
