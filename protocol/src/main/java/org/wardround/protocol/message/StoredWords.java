package org.wardround.protocol.message;

import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;

/** Gives the words that a line of a transcript names and does not hold. */
@FunctionalInterface
public interface StoredWords {
    /**
     * The words of a digest.
     *
     * @param length how many there are, by the line
     * @param ring in which they were added, by the question
     */
    Words of(Sha256 digest, long length, Ring ring);
}
