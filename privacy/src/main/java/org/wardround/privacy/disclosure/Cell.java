package org.wardround.privacy.disclosure;

/** One count of a {@link CellSystem}. Compared by identity; {@code toString} shows no count. */
public final class Cell {
    private final int index;
    private final String name;
    private final long count;
    private final Showing showing;
    private final boolean sensitive;
    private final boolean perhapsNobody;

    Cell(int index, String name, long count, Showing showing, boolean sensitive, boolean perhapsNobody) {
        this.index = index;
        this.name = name;
        this.count = count;
        this.showing = showing;
        this.sensitive = sensitive;
        this.perhapsNobody = perhapsNobody;
    }

    int index() {
        return index;
    }

    long count() {
        return count;
    }

    Showing showing() {
        return showing;
    }

    /** Whether it is of a group that is too small to be told of. */
    boolean isSensitive() {
        return sensitive;
    }

    /** Whether it may be 0 for all that a reader knows who finds it suppressed. */
    boolean isPerhapsNobody() {
        return perhapsNobody;
    }

    @Override
    public String toString() {
        return name;
    }
}
