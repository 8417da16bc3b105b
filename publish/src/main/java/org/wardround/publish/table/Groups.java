package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.inference.program.Asking;
import org.wardround.inference.program.Describing;
import org.wardround.inference.program.GroupFigures;
import org.wardround.inference.statistics.PatientRows;
import org.wardround.study.results.Table1.Kind;

/**
 * All columns of a Table 1 before it is published: sites, then strata, then everybody. Not cleared for anybody; {@code toString} shows no counts.
 *
 * @param by position in the dictionary of the variable whose levels are strata, the last of them for patients without a value; {@link #WITHOUT_STRATA},
 *     or {@link #BY_OUTCOME}
 * @param isOfOneAmongOthers whether the only site's patients are some of everybody's, and nothing is known of the other sites'
 */
public record Groups(DataDictionary dictionary, int by, List<Group> columns, boolean isOfOneAmongOthers) {
    /** There are no strata. */
    public static final int WITHOUT_STRATA = -1;
    /** The strata are the classes of the outcome. */
    public static final int BY_OUTCOME = -2;

    public Groups {
        columns = List.copyOf(columns);
    }

    private Groups(DataDictionary dictionary, int by, List<Group> columns) {
        this(dictionary, by, columns, false);
    }

    /** Makes several groups' figures, at a time where it can, in their order. */
    public interface Together {
        List<Group> all(List<Callable<Group>> figures);
    }

    /**
     * The patients of all sites together, where nothing is known of any of them.
     *
     * @param figures of everybody
     */
    public static Groups ofEverybody(DataDictionary dictionary, GroupFigures figures) {
        return new Groups(dictionary, WITHOUT_STRATA, List.of(new Group(Kind.OVERALL, Group.OVERALL, figures)));
    }

    /** One site's patients beside everybody's. */
    public static Groups ofOneAmongOthers(
            DataDictionary dictionary, SiteId site, GroupFigures own, GroupFigures everybody) {
        return new Groups(
                dictionary,
                WITHOUT_STRATA,
                List.of(new Group(Kind.SITE, site.name(), own), new Group(Kind.OVERALL, Group.OVERALL, everybody)),
                true);
    }

    /**
     * Describes the sites together, by rounds, and each alone.
     *
     * @param tables of the included sites; at least one
     * @param together makes each site's own figures, several at a time where it can
     */
    public static Groups of(
            DataDictionary dictionary, SortedMap<SiteId, Table> tables, int by, Asking asking, Together together) {
        List<Callable<Group>> alone = new ArrayList<>();
        SortedMap<SiteId, PatientRows> strata = new TreeMap<>();
        tables.forEach((site, table) -> {
            PatientRows all = PatientRows.of(table);
            alone.add(() -> new Group(
                    Kind.SITE,
                    site.name(),
                    Describing.alone(dictionary, all).run().get(0)));
            strata.put(site, by == WITHOUT_STRATA ? all : divided(dictionary, table, by));
        });
        List<Group> columns = new ArrayList<>(together.all(alone));
        List<GroupFigures> all = Describing.together(
                        dictionary, strata.values().iterator().next().strata(), strata.size(), strata, asking)
                .run();
        List<String> names = strata(dictionary, by);
        for (int stratum = 0; stratum < names.size(); stratum++) {
            boolean without = by >= 0 && stratum == names.size() - 1;
            if (without && all.get(stratum).patients() == 0) {
                continue;
            }
            columns.add(new Group(Kind.STRATUM, names.get(stratum), all.get(stratum)));
        }
        columns.add(new Group(Kind.OVERALL, Group.OVERALL, all.get(all.size() - 1)));
        return new Groups(dictionary, by, columns);
    }

    private static PatientRows divided(DataDictionary dictionary, Table table, int by) {
        int levels = strata(dictionary, by).size();
        return by == BY_OUTCOME ? PatientRows.byOutcome(table, levels) : PatientRows.by(table, by, levels - 1);
    }

    private static List<String> strata(DataDictionary dictionary, int by) {
        if (by == WITHOUT_STRATA) {
            return List.of();
        }
        if (by == BY_OUTCOME) {
            return dictionary.outcome().levels();
        }
        List<String> names = new ArrayList<>(dictionary.variables().get(by).levels());
        names.add(Group.WITHOUT);
        return names;
    }

    /** The name of the variable whose levels are strata; empty without. */
    String byName() {
        return by == WITHOUT_STRATA
                ? ""
                : by == BY_OUTCOME
                        ? dictionary.outcome().name()
                        : dictionary.variables().get(by).name();
    }

    int size() {
        return columns.size();
    }

    GroupFigures figures(int column) {
        return columns.get(column).figures();
    }

    int overall() {
        return columns.size() - 1;
    }

    /** Positions of the sites' columns. */
    int[] sites() {
        return positions(group -> group.kind() == Kind.SITE);
    }

    /** Positions of the strata; none without. */
    int[] strata() {
        return positions(group -> group.kind() == Kind.STRATUM);
    }

    /** Positions of those that are compared: strata with a value where there are strata, else sites. */
    int[] compared() {
        return by == WITHOUT_STRATA
                ? sites()
                : positions(group -> group.kind() == Kind.STRATUM
                        && !(by >= 0 && group.name().equals(Group.WITHOUT)));
    }

    private int[] positions(Predicate<Group> kind) {
        return IntStream.range(0, columns.size())
                .filter(column -> kind.test(columns.get(column)))
                .toArray();
    }

    @Override
    public String toString() {
        return "Groups" + columns;
    }
}
