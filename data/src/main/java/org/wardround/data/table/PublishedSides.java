package org.wardround.data.table;

import java.util.Locale;
import java.util.Optional;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.data.text.Row;

/** The sides that a published split gives. */
@FunctionalInterface
interface PublishedSides {
    /** The row's side; empty where the split doesn't name the row, or names no side for it. */
    Optional<Side> of(Row row, SiteId site, String patientKey);

    /** The side that a text names, possibly shortened or followed by more: {@code TEST}, {@code val}, {@code train_3}. */
    static Optional<Side> named(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("train")) {
            return Optional.of(Side.TRAIN);
        }
        if (plain.startsWith("val")) {
            return Optional.of(Side.VALIDATION);
        }
        return plain.startsWith("test") ? Optional.of(Side.TEST) : Optional.empty();
    }

    /** What to tell about a text that names no side; the text itself can be anything, when the column is the wrong one. */
    String NOT_A_SIDE = "not a side of the split: write train, validation or test";
}
