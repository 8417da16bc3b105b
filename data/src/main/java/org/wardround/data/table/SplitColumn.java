package org.wardround.data.table;

import java.util.Optional;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.data.CappedProblems;
import org.wardround.data.DataProblem;
import org.wardround.data.text.Row;

/**
 * A published split in a column of the table, a joined one perhaps.
 *
 * @param shown the position for people, counted from 1; 0 for a joined column
 */
record SplitColumn(String file, int position, int shown, CappedProblems problems) implements PublishedSides {
    @Override
    public Optional<Side> of(Row row, SiteId site, String patientKey) {
        String text = row.text(position);
        Optional<Side> side = PublishedSides.named(text);
        if (side.isEmpty() && !text.isEmpty()) {
            problems.add(file + " side", DataProblem.cell(file, row.line(), shown, "split", PublishedSides.NOT_A_SIDE));
        }
        return side;
    }
}
