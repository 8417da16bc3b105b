package org.wardround.inference.statistics;

import java.util.BitSet;
import org.wardround.core.study.DataDictionary;

/** A site's patients with the rule by which it gives their counts. Stays at the site. */
public record GivenPatients(PatientRows rows, CountRule rule) {
    GivenCounts give(DataDictionary dictionary) {
        CountCells cells = new CountCells(dictionary);
        return rule.give(cells, cells.of(rows));
    }

    /**
     * The patients as figures may rest on them: without the values of a variable whose number is not given as it is, for means and quartiles would be divided by that number; without the outcome where its classes, or
     * all patients, are not.
     */
    public PatientRows forFigures(DataDictionary dictionary) {
        CountCells cells = new CountCells(dictionary);
        BitSet shown = rule.shown(cells, cells.of(rows));
        BitSet withheld = new BitSet();
        for (int variable = 0; variable < cells.variables(); variable++) {
            withheld.set(variable, !shown.get(cells.present(variable)));
        }
        boolean outcome = shown.get(CountCells.PATIENTS);
        for (int place : cells.classes()) {
            outcome &= shown.get(place);
        }
        return rows.withholding(withheld, !outcome);
    }

    @Override
    public String toString() {
        return "GivenPatients";
    }
}
