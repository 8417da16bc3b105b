package org.wardround.core.vector;

/**
 * Receives a vector from front to back, block by block, and hands it out when whole. Not thread-safe; one vector each. Writing more than the
 * announced length throws {@link IndexOutOfBoundsException}.
 */
public interface VectorWriter {
    /** Appends the first {@code count} values of {@code block}. */
    void append(double[] block, int count);

    /** The finished vector. Throws {@link IllegalStateException} unless exactly the announced length was written. To be called once. */
    Vector finish();

    /** Where new vectors are kept: memory, or {@link FileVectors files}. Thread-safe. */
    @FunctionalInterface
    interface Factory {
        /** Vectors in memory. */
        Factory IN_MEMORY = ArrayVectorWriter::new;

        /** A writer for a vector of {@code length} values. */
        VectorWriter create(long length);
    }
}
