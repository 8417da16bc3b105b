package org.wardround.simulation;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.core.task.TaskKind;
import org.wardround.inference.program.Asking;
import org.wardround.inference.program.Describing;
import org.wardround.inference.program.GivenFigures;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.statistics.CountRule;
import org.wardround.inference.statistics.GivenPatients;
import org.wardround.inference.statistics.PatientRows;
import org.wardround.publish.table.Groups;
import org.wardround.simulation.exchange.Workers;

/** Table 1's passes in the rounds of a run. */
final class Description {
    private Description() {}

    /** @param by variable or coded outcome of the study; empty: no strata */
    static Groups groups(
            DataDictionary dictionary, SortedMap<SiteId, Table> tables, String by, Rounds rounds, Workers workers) {
        return Groups.of(dictionary, tables, strata(dictionary, by), asking(tables, rounds), workers::all);
    }

    /** Everybody's figures, of counts that every site gives by this rule. */
    static GivenFigures given(
            DataDictionary dictionary, SortedMap<SiteId, Table> tables, CountRule rule, Rounds rounds) {
        SortedMap<SiteId, GivenPatients> patients = new TreeMap<>();
        tables.forEach((site, table) -> patients.put(site, new GivenPatients(PatientRows.of(table), rule)));
        return Describing.given(dictionary, tables.size(), patients, asking(tables, rounds));
    }

    /** Asks the sites of the tables. */
    static Asking asking(SortedMap<SiteId, Table> tables, Rounds rounds) {
        TreeSet<SiteId> sites = new TreeSet<>(tables.keySet());
        return (layout, answer) -> rounds.askAll(TaskKind.DESCRIBE, sites, layout, answer::apply);
    }

    private static int strata(DataDictionary dictionary, String by) {
        if (by.isEmpty()) {
            return Groups.WITHOUT_STRATA;
        }
        VariableType outcome = dictionary.outcome().type();
        if (by.equals(dictionary.outcome().name())
                && (outcome == VariableType.BINARY || outcome == VariableType.CATEGORY)) {
            return Groups.BY_OUTCOME;
        }
        int position = dictionary.indexOf(by);
        if (position < 0 || dictionary.variables().get(position).levels().isEmpty()) {
            throw new IllegalArgumentException("'%s' is no coded variable of the study".formatted(by));
        }
        return position;
    }
}
