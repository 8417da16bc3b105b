package org.wardround.core.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;

/** The content address of a vector: SHA-256 over its values as little-endian 64-bit floats. */
public final class VectorDigest {
    private static final int CHUNK = 1024;

    private VectorDigest() {}

    public static Sha256 of(Vector vector) {
        MessageDigest digest = Sha256.newDigest();
        double[] block = new double[CHUNK];
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long offset = 0; offset < vector.length(); offset += CHUNK) {
            int count = (int) Math.min(CHUNK, vector.length() - offset);
            vector.read(offset, block, count);
            bytes.clear();
            bytes.asDoubleBuffer().put(block, 0, count);
            bytes.limit(count * Double.BYTES);
            digest.update(bytes);
        }
        return Sha256.finish(digest);
    }
}
