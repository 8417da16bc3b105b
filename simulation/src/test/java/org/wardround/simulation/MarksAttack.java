package org.wardround.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.DataDictionary;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.study.results.Count;
import org.wardround.testkit.LinearAttack;

/** Everybody learns how many hospitals hide a count: what the ranges of a Table 1 then tell of what these have together. */
record MarksAttack(LinearAttack attack, DataDictionary dictionary, GivenTally marks) {
    private static final String PATIENTS = "patients";
    private static final int MOST_OF_FEW = 10;

    /** What hospitals have that give the count. */
    static String given(String name) {
        return name + " where given";
    }

    /** What the others have. */
    static String hidden(String name) {
        return name + " where hidden";
    }

    /**
     * @param told counts of the table by name
     * @param rows names of counts that make up all patients
     */
    void add(Map<String, Count> told, List<List<String>> rows) {
        told.forEach((name, count) -> {
            if (count.isRange() && isWide(name, count)) {
                attack.know(given(name), count.low());
                attack.suspect(hidden(name), marks.few(place(name)));
            }
        });
        List<String> all = new ArrayList<>(List.of(PATIENTS));
        rows.forEach(all::addAll);
        all.forEach(name -> attack.sum(name, List.of(given(name), hidden(name))));
        // Where the same hospitals hide all patients and each part of them, the others' parts add up.
        rows.stream()
                .filter(row -> marks.few(place(PATIENTS)) > 0 && row.stream().allMatch(this::isHiddenAsPatientsAre))
                .forEach(row -> attack.sum(
                        given(PATIENTS), row.stream().map(MarksAttack::given).toList()));
    }

    private int place(String name) {
        return FederationTruth.places(dictionary).get(name);
    }

    /** As wide as so many counts of 1 to 10: it begins with what the other hospitals have. */
    private boolean isWide(String name, Count count) {
        return marks.others(place(name)) == 0 && count.high() - count.low() == MOST_OF_FEW * marks.few(place(name));
    }

    private boolean isHiddenAsPatientsAre(String name) {
        return marks.few(place(name)) == marks.few(place(PATIENTS))
                && marks.others(place(name)) == marks.others(place(PATIENTS));
    }
}
