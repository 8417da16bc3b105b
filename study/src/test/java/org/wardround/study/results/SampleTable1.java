package org.wardround.study.results;

import java.util.List;
import org.wardround.study.results.Table1.CodesCell;
import org.wardround.study.results.Table1.CodesRow;
import org.wardround.study.results.Table1.Column;
import org.wardround.study.results.Table1.Kind;
import org.wardround.study.results.Table1.Moment;
import org.wardround.study.results.Table1.QuantityCell;
import org.wardround.study.results.Table1.QuantityRow;
import org.wardround.study.results.Table1.Rate;
import org.wardround.study.results.Table1.Survival;
import org.wardround.study.results.Table1.TimeCell;
import org.wardround.study.results.Table1.TimeRow;

/** A small Table 1 with every kind of row and of gap; no number of it was measured. */
final class SampleTable1 {
    private static final Count HIDDEN = Count.SUPPRESSED;

    private SampleTable1() {}

    static Table1 build() {
        List<Column> columns = List.of(
                new Column(Kind.SITE, "north", Count.of(100)),
                new Column(Kind.STRATUM, "1", Count.of(60)),
                new Column(Kind.OVERALL, "overall", Count.of(200)));
        QuantityRow weight = new QuantityRow(
                "weight",
                "Weight",
                "kg",
                1,
                0.002,
                0.25,
                List.of(
                        new QuantityCell(Count.of(0), false, 70.1, 11, 62.5, 69.9, 77),
                        QuantityCell.suppressed(HIDDEN),
                        new QuantityCell(HIDDEN, false, 71, 12.5, 63, 70, 78)));
        CodesRow stage = new CodesRow(
                "stage",
                "Stage",
                List.of("I", "II"),
                Double.NaN,
                Table1.ChiSquared.SUPPRESSED,
                List.of(
                        new CodesCell(Count.of(0), List.of(Count.of(60), Count.of(40))),
                        new CodesCell(Count.of(0), List.of(HIDDEN, HIDDEN)),
                        new CodesCell(Count.of(12), List.of(Count.of(120), Count.of(68)))));
        CodesRow smoker = new CodesRow(
                "smoker",
                "Smoker",
                List.of("0", "1"),
                0.1,
                new Table1.ChiSquared(false, 5.25, 1, 0.0219, true),
                List.of(
                        new CodesCell(Count.of(0), List.of(Count.of(60), Count.of(40))),
                        new CodesCell(Count.of(0), List.of(Count.of(30), Count.of(30))),
                        new CodesCell(Count.of(0), List.of(Count.of(120), Count.of(80)))));
        TimeRow death = new TimeRow(
                "death",
                "Death",
                "days",
                List.of(new Moment(365.25, "1 year")),
                List.of(
                        new TimeCell(
                                Count.of(20),
                                36525,
                                new Rate(20 / 36525.0, 0.0003, 0.0008),
                                List.of(new Survival(false, 0.8, 0.7, 0.875))),
                        new TimeCell(HIDDEN, 10000, Rate.NONE, List.of(Survival.SUPPRESSED)),
                        new TimeCell(
                                Count.of(31),
                                73050,
                                new Rate(31 / 73050.0, 0.0003, 0.0006),
                                List.of(Survival.NOT_OBSERVED))));
        return new Table1("sex", 11, columns, List.of(weight, stage, smoker, death), new Table1.LogRank(3.84, 1, 0.05));
    }
}
