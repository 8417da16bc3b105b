package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.wardround.core.identity.Sha256;

/** Digests as messages carry them: 32 bytes. */
public final class Digests {
    private Digests() {}

    public static ByteString toBytes(Sha256 digest) {
        return ByteString.copyFrom(HexFormat.of().parseHex(digest.hex()));
    }

    /** IllegalArgumentException unless there are 32 bytes, as every decoded message has. */
    public static Sha256 of(ByteString bytes) {
        return new Sha256(HexFormat.of().formatHex(bytes.toByteArray()));
    }
}
