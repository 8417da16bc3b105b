package org.wardround.data.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Outcome;
import org.wardround.data.DataProblem;
import org.wardround.data.division.PatientDivision;
import org.wardround.study.mapping.Division;

/**
 * One cohort divided among invented sites. Sides are those of the whole cohort: a division moves no patient to another side. Rows that were
 * dropped are spread evenly over the sites, reason by reason, so that the flows add up.
 */
record DividedRows(SiteRows undivided, Outcome outcome, Division division) {
    MappedData divide() {
        Table table = undivided.table();
        if (division.rule() instanceof Division.Rule.LabelSkew && outcome.type().isQuantity()) {
            return refused(
                    "label skew needs an outcome with classes, and '%s' is a number: divide by iid or quantity-skew"
                            .formatted(outcome.name()));
        }
        if (table.sides().size() < division.sites()) {
            return refused(
                    "fewer patients are in the cohort than the %d sites they are to be divided among; lower divide.sites"
                            .formatted(division.sites()));
        }
        int[] siteOf = new PatientDivision(division, classes(table)).sites();
        SortedMap<SiteId, SiteData> sites = new TreeMap<>();
        for (int site = 0; site < division.sites(); site++) {
            SiteData data = part(table, siteOf, site);
            sites.put(data.site(), data);
        }
        return new MappedData.Sites(sites, Map.of());
    }

    private MappedData refused(String message) {
        return new MappedData.Refused(List.of(DataProblem.of(DataProblem.MAPPING, "divide", message)));
    }

    /** The class of each patient's first row. */
    private int[] classes(Table table) {
        double[] of = table.events().length > 0 ? table.events() : table.outcomes();
        int[] classes = new int[table.sides().size()];
        for (int row = table.rows() - 1; !outcome.type().isQuantity() && row >= 0; row--) {
            classes[table.patients()[row]] = (int) of[row];
        }
        return classes;
    }

    private SiteData part(Table table, int[] siteOf, int site) {
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> siteOf[table.patients()[row]] == site)
                .toArray();
        Table own = subset(table, rows);
        Map<String, Integer> dropped = new LinkedHashMap<>();
        undivided.drops().toMap().forEach((reason, count) -> {
            int share = count / division.sites() + (site < count % division.sites() ? 1 : 0);
            if (share > 0) {
                dropped.put(reason, share);
            }
        });
        int read = rows.length
                + dropped.values().stream().mapToInt(Integer::intValue).sum();
        int[] allLines = undivided.lines();
        int[] lines = Arrays.stream(rows).map(row -> allLines[row]).toArray();
        return new SiteData(
                new SiteId("site-" + (site + 1)),
                undivided.file(),
                own,
                lines,
                SiteDataMaker.flow(own, read, dropped, outcome),
                Arrays.stream(rows)
                        .map(row -> table.patients()[row])
                        .distinct()
                        .mapToObj(undivided.patientKeys()::get)
                        .toList());
    }

    private static Table subset(Table table, int[] rows) {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        int[] patients = Arrays.stream(rows)
                .map(row -> numbers.computeIfAbsent(table.patients()[row], patient -> numbers.size()))
                .toArray();
        List<Side> sides = numbers.keySet().stream()
                .map(patient -> table.sides().get(patient))
                .toList();
        double[][] variables = Arrays.stream(table.variables())
                .map(column -> pick(column, rows))
                .toArray(double[][]::new);
        double[] events = table.events().length == 0 ? new double[0] : pick(table.events(), rows);
        return new Table(table.outcomeType(), variables, pick(table.outcomes(), rows), events, patients, sides);
    }

    private static double[] pick(double[] column, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    }
}
