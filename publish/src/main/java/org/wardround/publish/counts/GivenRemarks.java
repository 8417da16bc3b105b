package org.wardround.publish.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.VariableType;
import org.wardround.core.text.Counted;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.privacy.disclosure.SmallCellRule;

/** What the readers of such a table must know. */
record GivenRemarks(DataDictionary dictionary, GivenTally tally, SmallCellRule rule) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        CountCells cells = tally.cells();
        if (tally.isMarked()) {
            lines.add(
                    "a to b: the true count lies in that range. Hospitals gave their own counts of 1 to %d patients, and those from which such a count would follow, as 0, and said only that they did. Where other counts of a run would narrow a range, it is suppressed."
                            .formatted(rule.minimum() - 1));
        }
        if (tally.noisedSites() > 0) {
            lines.add(
                    "a ± b: the counts of %s carry noise; the true count is no further from a than b in 95 of 100 cases. Such counts need not add up, and small ones are shown: noise hides them."
                            .formatted(Counted.of(tally.noisedSites(), "hospital")));
        }
        lines.addAll(leftOut(cells));
        return lines;
    }

    private List<String> leftOut(CountCells cells) {
        List<String> lines = new ArrayList<>();
        for (int variable = 0; variable < cells.variables(); variable++) {
            long sites = tally.withholding(cells.present(variable));
            if (dictionary.variables().get(variable).levels().isEmpty() && sites > 0) {
                lines.add(line(dictionary.variables().get(variable).title(), sites));
            }
        }
        VariableType outcome = dictionary.outcome().type();
        long sites = outcome == VariableType.TIME_TO_EVENT
                ? IntStream.of(cells.classes())
                        .mapToLong(tally::withholding)
                        .max()
                        .orElse(0)
                : outcome.isQuantity() ? tally.withholding(CountCells.PATIENTS) : 0;
        if (sites > 0) {
            lines.add(line(dictionary.outcome().title(), sites));
        }
        return lines;
    }

    private static String line(String title, long sites) {
        return "%s: mean, quartiles, rates and survival are of the patients of the other hospitals; %s not tell how many theirs would be of."
                .formatted(title, sites == 1 ? "1 hospital does" : sites + " hospitals do");
    }
}
