package org.wardround.publish.counts;

import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.statistics.CountCells;

/** A study of an age, a stage of three levels, and death. */
final class SmallStudy {
    static final int AGE = 0;
    static final int STAGE = 1;

    private SmallStudy() {}

    static DataDictionary dictionary() {
        return new DataDictionary(
                1,
                List.of(
                        new Variable(
                                "age", VariableType.NUMBER, "years", new Range(0, 120), List.of(), MissingPolicy.IMPUTE, ""),
                        new Variable(
                                "stage",
                                VariableType.CATEGORY,
                                "",
                                null,
                                List.of("I", "II", "III"),
                                MissingPolicy.IMPUTE,
                                "")),
                new Outcome("death", VariableType.BINARY, "", null, List.of("0", "1"), ""),
                List.of(),
                Standardisation.FEDERATED,
                new SplitSpec(0.2, 0.2, ""));
    }

    static long[] counts(long patients, long withoutAge, long[] stages, long withoutStage, long deaths) {
        CountCells cells = new CountCells(dictionary());
        long[] counts = new long[cells.size()];
        counts[CountCells.PATIENTS] = patients;
        counts[cells.present(AGE)] = patients - withoutAge;
        counts[cells.missing(AGE)] = withoutAge;
        counts[cells.present(STAGE)] = patients - withoutStage;
        counts[cells.missing(STAGE)] = withoutStage;
        for (int level = 0; level < stages.length; level++) {
            counts[cells.levels(STAGE)[level]] = stages[level];
        }
        counts[cells.classes()[0]] = patients - deaths;
        counts[cells.classes()[1]] = deaths;
        return counts;
    }
}
