package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.wardround.core.study.VariableType;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.statistics.LifeTable;
import org.wardround.inference.statistics.Moments;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Table1.Moment;

/** Table 1 as it may be published, alone or together with other counts. */
public final class TableOne {
    private final Groups groups;
    private final SmallCellRule rule;
    private final List<Moment> moments;
    private final Set<TableCells.Withheld> withheld = new HashSet<>();

    public TableOne(Groups groups, SmallCellRule rule) {
        this(groups, rule, rule.minimum());
    }

    /** With survival told at the times at which a published table of everybody tells it, whatever the rule for the table itself. */
    public static TableOne beside(Groups groups, SmallCellRule rule) {
        return new TableOne(groups, rule, SmallCellRule.DEFAULT.minimum());
    }

    private TableOne(Groups groups, SmallCellRule rule, int eventsOfAStep) {
        this.groups = groups;
        this.rule = rule;
        LifeTable life = groups.figures(groups.overall()).life();
        this.moments = groups.dictionary().outcome().type() == VariableType.TIME_TO_EVENT && life != null
                ? SurvivalTimes.of(groups.dictionary().outcome(), life, eventsOfAStep)
                : List.of();
    }

    /**
     * What was published.
     *
     * @param suppression of the table's cells and all others of the system
     */
    public record Published(Table1 table, Suppression suppression) {}

    /** The table alone. */
    public Table1 publish() {
        return publish(unused -> {}).table();
    }

    /**
     * The table with further counts.
     *
     * @param others adds them to the system, and ties them to the table's; called once or more, each time for another system
     */
    public Published publish(Consumer<Joint> others) {
        while (true) {
            CellSystem system = new CellSystem(rule);
            TableCells cells = TableCells.in(system, groups, rule, moments, withheld);
            others.accept(new Joint(system, cells));
            Suppression suppression = system.protect();
            if (!withholdMore(cells, suppression)) {
                return new Published(
                        new TablePublisher(groups, cells, suppression, rule.minimum()).publish(), suppression);
            }
        }
    }

    /** A system that holds the table's cells. */
    public record Joint(CellSystem system, TableCells cells) {}

    /** Withholds means that give a suppressed number of missing values away; false where none do. */
    private boolean withholdMore(TableCells cells, Suppression suppression) {
        boolean more = false;
        for (int index = 0; index < cells.numbers().size(); index++) {
            more |= withholdMore(cells.numbers().get(index), index, groups.sites(), suppression);
            more |= withholdMore(cells.numbers().get(index), index, groups.strata(), suppression);
        }
        return more;
    }

    private boolean withholdMore(TableCells.Numbers numbers, int index, int[] parts, Suppression suppression) {
        int decimals = Rounding.decimals(
                groups.figures(groups.overall()).moments().get(index).standardDeviation());
        if (!suppression.shows(numbers.means()[groups.overall()])) {
            return false;
        }
        List<MissingFromMeans.Column> columns = new ArrayList<>();
        for (int part : parts) {
            if (!suppression.shows(numbers.means()[part])) {
                return false;
            }
            columns.add(column(numbers, index, part, decimals, suppression));
        }
        MissingFromMeans means = new MissingFromMeans(
                columns, column(numbers, index, groups.overall(), decimals, suppression), decimals);
        boolean more = false;
        for (int i = 0; i < parts.length; i++) {
            MissingFromMeans.Column column = columns.get(i);
            if (column.hidden() && rule.hides(column.missing()) && column.present() > 0 && means.tells(i)) {
                more |= withheld.add(new TableCells.Withheld(numbers.quantity().name(), parts[i]));
            }
        }
        return more;
    }

    private MissingFromMeans.Column column(
            TableCells.Numbers numbers, int index, int column, int decimals, Suppression suppression) {
        GroupFigures figures = groups.figures(column);
        Moments moments = figures.moments().get(index);
        return new MissingFromMeans.Column(
                moments.n(),
                figures.patients() - moments.n(),
                !suppression.shows(numbers.missing()[column]),
                Rounding.to(decimals, moments.mean()),
                Rounding.to(decimals, moments.standardDeviation()));
    }
}
