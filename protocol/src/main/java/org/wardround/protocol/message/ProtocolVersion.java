package org.wardround.protocol.message;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.v1.Version;

/**
 * A version of the protocol. A minor only adds fields that may be left out; whoever does not know them ignores them. A side speaks its own minor and the
 * one before.
 */
public record ProtocolVersion(int major, int minor) {
    /** The newest version that this software speaks. */
    public static final ProtocolVersion CURRENT = new ProtocolVersion(1, 1);

    /** The oldest version that this software speaks: the minor before {@link #CURRENT}. */
    public static final ProtocolVersion OLDEST = new ProtocolVersion(1, 0);

    public ProtocolVersion {
        if (major < 1 || minor < 0) {
            throw new IllegalArgumentException(
                    "a version has a major of at least 1 and a minor of at least 0, got %d.%d".formatted(major, minor));
        }
    }

    /** Whether this software speaks it. */
    public boolean isSpoken() {
        return major == CURRENT.major && minor >= OLDEST.minor && minor <= CURRENT.minor;
    }

    /**
     * The newest version that both sides speak, for a caller with minors from {@code lowestMinor} to {@code highest}.
     *
     * @throws FederationException VERSION_UNSUPPORTED if there is none
     */
    public static ProtocolVersion common(ProtocolVersion highest, int lowestMinor) {
        int minor = Math.min(highest.minor, CURRENT.minor);
        if (highest.major != CURRENT.major || minor < OLDEST.minor || minor < lowestMinor) {
            throw unsupported("%s down to %d.%d".formatted(highest, highest.major, lowestMinor));
        }
        return new ProtocolVersion(CURRENT.major, minor);
    }

    /** The version in a message; {@link FederationException} MALFORMED_MESSAGE where it is none. */
    public static ProtocolVersion of(Version version) {
        if (version.getMajor() < 1 || version.getMinor() < 0) {
            throw new FederationException(
                    ErrorCode.MALFORMED_MESSAGE, "version: a major of at least 1 and a minor of at least 0 are needed");
        }
        return new ProtocolVersion(version.getMajor(), version.getMinor());
    }

    public Version toMessage() {
        return Version.newBuilder().setMajor(major).setMinor(minor).build();
    }

    static FederationException unsupported(String got) {
        return new FederationException(
                ErrorCode.VERSION_UNSUPPORTED,
                "this side speaks protocol %s to %s, the other %s: install the older side's next version"
                        .formatted(OLDEST, CURRENT, got));
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
