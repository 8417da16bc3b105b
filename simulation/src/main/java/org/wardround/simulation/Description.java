package org.wardround.simulation;

import java.util.SortedMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.core.task.TaskKind;
import org.wardround.inference.program.Asking;
import org.wardround.inference.program.Rounds;
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
