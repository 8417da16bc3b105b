package org.wardround.privacy.disclosure;

import java.util.BitSet;

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

    @Override
    public String toString() {
        return "Suppression";
    }
}
