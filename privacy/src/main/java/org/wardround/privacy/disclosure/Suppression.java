package org.wardround.privacy.disclosure;

import java.util.BitSet;
import java.util.OptionalLong;

/** Which counts of a {@link CellSystem} may be published. Immutable. */
public final class Suppression {
    private final BitSet hidden;

    Suppression(BitSet hidden) {
        this.hidden = (BitSet) hidden.clone();
    }

    /** Whether the count may be printed, and figures that follow from it. */
    public boolean shows(Cell cell) {
        return !hidden.get(cell.index());
    }

    /** The count where it may be printed. */
    public OptionalLong published(Cell cell) {
        return shows(cell) ? OptionalLong.of(cell.count()) : OptionalLong.empty();
    }

    /** Whether it is of a group that is too small to be told of. */
    public boolean isOfFew(Cell cell) {
        return cell.isSensitive();
    }

    @Override
    public String toString() {
        return "Suppression";
    }
}
