package org.wardround.core.vector;

/** Receives a vector from front to back, block by block, and hands it out when whole. Not thread-safe; one vector each. */
public interface VectorWriter {
    /** Appends the first {@code count} values of {@code block}. */
    void append(double[] block, int count);

    /** The finished vector. Throws {@link IllegalStateException} unless exactly the announced length was written. */
    Vector finish();

    /** Where new vectors are kept: memory, or files. */
    @FunctionalInterface
    interface Factory {
        /** Vectors in memory. */
        Factory IN_MEMORY = ArrayVectorWriter::new;

        VectorWriter create(long length);
    }
}
