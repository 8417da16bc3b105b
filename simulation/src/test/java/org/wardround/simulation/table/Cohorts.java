package org.wardround.simulation.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.update.LocalUpdate;
import org.wardround.publish.table.Groups;
import org.wardround.simulation.exchange.Workers;
import org.wardround.testkit.study.AgeAndStage;

/** Sites with an age, a stage of three levels, a flag and a time to an event; sums are taken as rounds take them. */
final class Cohorts {
    static final int STAGE = AgeAndStage.STAGE;
    static final int FLAG = 2;

    private Cohorts() {}

    static DataDictionary dictionary() {
        return AgeAndStage.dictionary(
                new Outcome("death", VariableType.TIME_TO_EVENT, "days", new Range(0, 4000), List.of(), ""),
                new Variable("flag", VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.IMPUTE, ""));
    }

    /** Rows of age, stage, flag, time, event. */
    static Table table(List<double[]> rows) {
        double[][] columns = new double[5][rows.size()];
        int[] patients = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            patients[row] = row;
            for (int column = 0; column < 5; column++) {
                columns[column][row] = rows.get(row)[column];
            }
        }
        return new Table(
                VariableType.TIME_TO_EVENT,
                new double[][] {columns[0], columns[1], columns[2]},
                columns[3],
                columns[4],
                patients,
                Collections.nCopies(rows.size(), Side.TRAIN));
    }

    /** So many patients of one kind. */
    static List<double[]> patients(int count, double age, double stage, double flag, double time, double event) {
        return new ArrayList<>(Collections.nCopies(count, new double[] {age, stage, flag, time, event}));
    }

    static SortedMap<SiteId, Table> random(SeededStream random) {
        SortedMap<SiteId, Table> sites = new TreeMap<>();
        int count = 2 + random.nextInt(4);
        for (int site = 0; site < count; site++) {
            List<double[]> rows = new ArrayList<>();
            int patients = 5 + random.nextInt(120);
            double missing = random.nextInt(3) * 0.04;
            double rare = random.nextDouble();
            double mean = 40 + random.nextInt(30);
            double spread = List.of(1.0, 3.0, 12.0).get(random.nextInt(3));
            for (int row = 0; row < patients; row++) {
                rows.add(new double[] {
                    random.nextDouble() < missing
                            ? Double.NaN
                            : Math.min(119, Math.max(1, mean + spread * random.nextGaussian())),
                    random.nextDouble() < missing ? Double.NaN : random.nextDouble() < rare ? 0 : 1 + random.nextInt(2),
                    random.nextDouble() < rare / 3 ? 1 : 0,
                    4000 * random.nextDouble(),
                    random.nextInt(2)
                });
            }
            sites.put(new SiteId("s" + site), table(rows));
        }
        return sites;
    }

    static Groups groups(SortedMap<SiteId, Table> sites, int by) {
        return Groups.of(
                dictionary(),
                sites,
                by,
                (layout, answer) -> {
                    Accumulator sum = new Accumulator(layout);
                    for (SiteId site : sites.keySet()) {
                        LocalUpdate update = answer.apply(site);
                        sum.add(FixedPoint.encodeNow(layout, update.values().toArray()));
                    }
                    return sum.sum();
                },
                Workers.inline()::all);
    }
}
