package org.wardround.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wardround.core.identity.SiteId;
import org.wardround.study.results.Count;
import org.wardround.study.results.Table1;
import org.wardround.study.results.VariableSummary;

/** A site's case mix in short: what its column of the published Table 1 says, and nothing beyond. */
public final class CaseMix {
    private CaseMix() {}

    /** Empty for a site without a column. The outcome is left out. */
    public static Map<String, VariableSummary> of(Table1 table, SiteId site) {
        Map<String, VariableSummary> summaries = new LinkedHashMap<>();
        for (int column = 0; column < table.columns().size(); column++) {
            Table1.Column head = table.columns().get(column);
            if (head.kind() == Table1.Kind.SITE && head.name().equals(site.name())) {
                for (Table1.Row row : table.rows().subList(0, table.rows().size() - 1)) {
                    summaries.put(row.variable(), summary(row, column, head.patients()));
                }
            }
        }
        return summaries;
    }

    private static VariableSummary summary(Table1.Row row, int column, Count patients) {
        if (row instanceof Table1.QuantityRow quantity) {
            Table1.QuantityCell cell = quantity.cells().get(column);
            return new VariableSummary.Quantity(share(cell.missing(), patients), cell.mean(), cell.sd());
        }
        Table1.CodesRow codes = (Table1.CodesRow) row;
        Table1.CodesCell cell = codes.cells().get(column);
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int level = 0; level < codes.levels().size(); level++) {
            double present = value(patients) - value(cell.missing());
            double count = value(cell.levels().get(level));
            shares.put(codes.levels().get(level), present == 0 ? 0 : count / present);
        }
        return new VariableSummary.Codes(share(cell.missing(), patients), shares);
    }

    private static double share(Count part, Count whole) {
        return value(whole) == 0 ? 0 : value(part) / value(whole);
    }

    /** NaN where suppressed, which makes all NaN that follows from it. */
    private static double value(Count count) {
        return count.isSuppressed() ? Double.NaN : count.value();
    }
}
