package org.wardround.core.update;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.Vector;

/** A finite, clipped and weighted update within its layout's bounds. Only {@link Bounding} makes one. */
public final class BoundedUpdate {
    private final SumLayout layout;
    private final Vector values;

    BoundedUpdate(SumLayout layout, Vector values) {
        this.layout = layout;
        this.values = values;
    }

    public SumLayout layout() {
        return layout;
    }

    /** The bounded values, for a privacy mechanism. */
    public Vector values() {
        return values;
    }

    /** Shows the layout, never values. */
    @Override
    public String toString() {
        return "BoundedUpdate[%d values]".formatted(layout.length());
    }
}
