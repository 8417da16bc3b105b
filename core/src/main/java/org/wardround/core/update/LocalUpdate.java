package org.wardround.core.update;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

/** A site's raw result, in the order of the question's layout: not bounded, not for any eye outside the site. */
public final class LocalUpdate {
    private final SumLayout layout;
    private final Vector values;

    public LocalUpdate(SumLayout layout, Vector values) {
        if (layout.length() != values.length()) {
            throw new IllegalArgumentException(
                    "the layout has %d values, the update %d".formatted(layout.length(), values.length()));
        }
        this.layout = layout;
        this.values = values;
    }

    /** Takes {@code values} over: the caller must not write to it afterwards. */
    public static LocalUpdate owning(SumLayout layout, double[] values) {
        return new LocalUpdate(layout, ArrayVector.owning(values));
    }

    public SumLayout layout() {
        return layout;
    }

    /** The raw values; they must not leave the site. */
    public Vector values() {
        return values;
    }

    /** Shows the layout, never values. */
    @Override
    public String toString() {
        return "LocalUpdate[%d values]".formatted(layout.length());
    }
}
