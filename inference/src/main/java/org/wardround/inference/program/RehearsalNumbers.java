package org.wardround.inference.program;

import java.util.Objects;
import org.wardround.core.vector.Vector;

/** Numbers from −1 to 1 that look like chance, each made from its place when it is read. Thread-safe. */
record RehearsalNumbers(long start, long length) implements Vector {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-63;

    @Override
    public void read(long offset, double[] target, int count) {
        Objects.checkFromIndexSize(offset, count, length);
        for (int i = 0; i < count; i++) {
            long mixed = start + (offset + i) * STEP;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            target[i] = (mixed ^ (mixed >>> 31)) * UNIT;
        }
    }
}
