package org.wardround.cli.crypto;

import java.security.Provider;
import java.security.Security;

/**
 * Ed25519 by Bouncy Castle in place of the Java platform's, which takes five to six times as long and was more than half of a round's processor time. Signatures are the
 * same bytes: Ed25519 is deterministic (<a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>). Nothing else changes: TLS, hashes and ciphers stay the platform's.
 */
public final class FastSignatures extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "WardroundEd25519";

    private FastSignatures() {
        super(NAME, "1", "Ed25519 by Bouncy Castle");
        put("Signature.Ed25519", "org.bouncycastle.jcajce.provider.asymmetric.edec.SignatureSpi$Ed25519");
    }

    /** From here on in this process; again of no effect. */
    public static void install() {
        Security.insertProviderAt(new FastSignatures(), 1);
    }
}
