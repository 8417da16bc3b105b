package org.wardround.core.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrayVectorTest extends VectorContract {
    @Override
    protected VectorWriter.Factory factory() {
        return VectorWriter.Factory.IN_MEMORY;
    }

    @Test
    void the_array_that_is_handed_out_is_a_copy() {
        Vector vector = ArrayVector.owning(new double[] {1, 2});

        vector.toArray()[0] = 99;

        assertThat(vector.toArray()).containsExactly(1, 2);
    }
}
