package org.wardround.publish.counts;

import java.util.List;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;
import org.wardround.inference.statistics.CountCells;
import org.wardround.testkit.study.AgeAndStage;

/** A study of an age, a stage of three levels, and death. */
final class SmallStudy {
    static final int AGE = AgeAndStage.AGE;
    static final int STAGE = AgeAndStage.STAGE;

    private SmallStudy() {}

    static DataDictionary dictionary() {
        return AgeAndStage.dictionary(new Outcome("death", VariableType.BINARY, "", null, List.of("0", "1"), ""));
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
