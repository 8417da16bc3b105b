package org.wardround.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.data.table.SideFlow;
import org.wardround.data.table.SiteData;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Participation;
import org.wardround.study.results.SideCounts;
import org.wardround.study.results.SiteResult;
import org.wardround.study.results.VariableSummary;

/** What results say about each site: the way of its records, and its case mix. */
final class SiteResults {
    private final DataDictionary dictionary;

    SiteResults(DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    SortedMap<SiteId, SiteResult> of(
            SortedMap<SiteId, SiteData> sites,
            org.wardround.simulation.Participation participation,
            SortedMap<SiteId, Sha256> snapshots) {
        double allTrainRows = participation.included().values().stream()
                .mapToInt(table -> table.rowsOn(Side.TRAIN).length)
                .sum();
        SortedMap<SiteId, SiteResult> results = new TreeMap<>();
        sites.forEach((site, data) -> {
            String reason = participation.leftOut().getOrDefault(site, "");
            int trainRows = data.table().rowsOn(Side.TRAIN).length;
            Sha256 snapshot = snapshots.get(site);
            results.put(
                    site,
                    new SiteResult(
                            reason.isEmpty() ? Participation.INCLUDED : Participation.leftOut(reason),
                            flow(data.flow()),
                            reason.isEmpty() && allTrainRows > 0 ? trainRows / allTrainRows : 0,
                            snapshot == null ? "" : snapshot.hex(),
                            variables(data.table())));
        });
        return results;
    }

    private Flow flow(org.wardround.data.table.Flow flow) {
        List<Flow.Drop> dropped = new ArrayList<>();
        flow.dropped().forEach((reason, rows) -> dropped.add(new Flow.Drop(reason, rows)));
        return new Flow(
                flow.rowsRead(),
                dropped,
                flow.rows(),
                flow.patients(),
                new Flow.Split(
                        new SideCounts(
                                flow.side(Side.TRAIN).rows(),
                                flow.side(Side.VALIDATION).rows(),
                                flow.side(Side.TEST).rows()),
                        events(flow)));
    }

    private SideCounts events(org.wardround.data.table.Flow flow) {
        VariableType outcome = dictionary.outcome().type();
        return outcome == VariableType.BINARY || outcome == VariableType.TIME_TO_EVENT
                ? new SideCounts(
                        events(flow.side(Side.TRAIN)), events(flow.side(Side.VALIDATION)), events(flow.side(Side.TEST)))
                : SideCounts.NONE;
    }

    private static int events(SideFlow side) {
        return side.outcomes().size() > 1 ? side.outcomes().get(1) : 0;
    }

    private Map<String, VariableSummary> variables(Table table) {
        Map<String, VariableSummary> summaries = new LinkedHashMap<>();
        for (int i = 0; i < dictionary.variables().size(); i++) {
            Variable variable = dictionary.variables().get(i);
            double[] values = table.variables()[i];
            summaries.put(variable.name(), variable.levels().isEmpty() ? quantity(values) : codes(variable, values));
        }
        return summaries;
    }

    private static VariableSummary quantity(double[] values) {
        int present = 0;
        double mean = 0;
        double squares = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                present++;
                double step = value - mean;
                mean += step / present;
                squares += step * (value - mean);
            }
        }
        double sd = present > 1 ? StrictMath.sqrt(squares / (present - 1)) : Double.NaN;
        return new VariableSummary.Quantity(missing(values.length, present), present == 0 ? Double.NaN : mean, sd);
    }

    private static VariableSummary codes(Variable variable, double[] values) {
        int[] counts = new int[variable.levels().size()];
        int present = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[(int) value]++;
                present++;
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int level = 0; level < counts.length; level++) {
            shares.put(variable.levels().get(level), present == 0 ? 0.0 : (double) counts[level] / present);
        }
        return new VariableSummary.Codes(missing(values.length, present), shares);
    }

    private static double missing(int rows, int present) {
        return rows == 0 ? 0 : (double) (rows - present) / rows;
    }
}
