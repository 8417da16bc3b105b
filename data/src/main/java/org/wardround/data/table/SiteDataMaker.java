package org.wardround.data.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.dataset.Flow;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.SideFlow;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Outcome;

/** Finishes a site's rows: the table, and the flow that led to it. */
final class SiteDataMaker {
    private SiteDataMaker() {}

    static SiteData of(SiteId site, SiteRows rows, Outcome outcome) {
        Table table = rows.table();
        Flow flow = flow(table, rows.rowsRead(), rows.drops().toMap(), outcome);
        return new SiteData(site, rows.file(), table, rows.lines(), flow, rows.patientKeys());
    }

    static Flow flow(Table table, int rowsRead, Map<String, Integer> dropped, Outcome outcome) {
        Map<Side, SideFlow> sides = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            int patients = Collections.frequency(table.sides(), side);
            int[] rows = table.rowsOn(side);
            sides.put(side, new SideFlow(rows.length, patients, outcomes(table, rows, outcome)));
        }
        return new Flow(rowsRead, dropped, table.rows(), table.sides().size(), sides);
    }

    private static List<Integer> outcomes(Table table, int[] rows, Outcome outcome) {
        int classes = switch (outcome.type()) {
            case BINARY, CATEGORY -> outcome.classes();
            case TIME_TO_EVENT -> 2;
            case NUMBER, INTEGER, DATE -> 0;
        };
        List<Integer> counts = new ArrayList<>(Collections.nCopies(classes, 0));
        double[] classOf = table.events().length > 0 ? table.events() : table.outcomes();
        if (classes > 0) {
            for (int row : rows) {
                int index = (int) classOf[row];
                counts.set(index, counts.get(index) + 1);
            }
        }
        return counts;
    }
}
