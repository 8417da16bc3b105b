package org.wardround.core.trust;

import org.wardround.core.identity.Sha256;

/** A roster, the exact bytes in which it was written, and the signatures over these. Whether they suffice, {@link RosterRules} say. Immutable. */
public final class SignedRoster {
    private final Roster roster;
    private final byte[] bytes;
    private final SignatureList signatures;

    /** @param bytes from which {@code roster} was read, copied */
    public SignedRoster(Roster roster, byte[] bytes, SignatureList signatures) {
        this.roster = roster;
        this.bytes = bytes.clone();
        this.signatures = signatures;
    }

    public Roster roster() {
        return roster;
    }

    /** Copied. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public SignatureList signatures() {
        return signatures;
    }

    /** Of the exact bytes: what the next roster names as the one before it. */
    public Sha256 hash() {
        return Sha256.of(bytes);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(hash());
    }

    /** The same with the signature of {@code key} too. */
    public SignedRoster signedBy(SigningKey key) {
        return new SignedRoster(
                roster, bytes, signatures.with(key.verifyingKey(), key.sign(SigningDomain.ROSTER, bytes)));
    }
}
