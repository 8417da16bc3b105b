package org.wardround.privacy.secure.site;

import java.util.Arrays;
import java.util.Optional;
import org.wardround.core.storage.Bytes;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.SealedBox;

/** The shares that a site holds of one dealer's two secrets. Shows nothing. */
record HeldShares(Bytes selfMask, Bytes maskKey) {
    private static final int SHARE_BYTES = AgreementKey.SIZE_BYTES;

    Bytes seal(byte[] key, byte[] about) {
        byte[] both = Arrays.copyOf(selfMask.toArray(), 2 * SHARE_BYTES);
        System.arraycopy(maskKey.toArray(), 0, both, SHARE_BYTES, SHARE_BYTES);
        try {
            return Bytes.copyOf(SealedBox.seal(key, both, about));
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    /** Of what was sealed by {@link #seal}. */
    static Optional<HeldShares> read(byte[] both) {
        return both.length == 2 * SHARE_BYTES
                ? Optional.of(new HeldShares(
                        Bytes.copyOf(Arrays.copyOf(both, SHARE_BYTES)),
                        Bytes.copyOf(Arrays.copyOfRange(both, SHARE_BYTES, both.length))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "the shares of a site's secrets";
    }
}
