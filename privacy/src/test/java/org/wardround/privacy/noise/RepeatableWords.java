package org.wardround.privacy.noise;

import org.wardround.privacy.crypto.MaskKey;

/** Words that are the same each time, for tests of other packages. */
public final class RepeatableWords {
    private RepeatableWords() {}

    public static SecretWords of(int seed) {
        byte[] key = new byte[MaskKey.SIZE_BYTES];
        key[0] = (byte) seed;
        key[1] = (byte) (seed >> Byte.SIZE);
        return SecretWords.insecureRepeatable(new MaskKey(key));
    }
}
