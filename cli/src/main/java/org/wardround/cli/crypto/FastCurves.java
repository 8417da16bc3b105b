package org.wardround.cli.crypto;

import java.security.Provider;
import java.security.Security;

/**
 * Ed25519 and X25519 by Bouncy Castle in place of the Java platform's. Signing takes the platform five to six times as long, and was more than half of a round's processor time; agreeing on
 * secrets takes it nearly twice as long, and is what a coordinator mostly does to take off the masks of hospitals that were lost. The bytes are the same: both are deterministic
 * (<a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>, <a href="https://www.rfc-editor.org/rfc/rfc7748">RFC 7748</a>). Nothing else changes: TLS, hashes and ciphers stay the
 * platform's. A Java platform that takes key agreement from signed providers alone goes on with its own.
 */
public final class FastCurves extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "WardroundCurves";

    private FastCurves() {
        super(NAME, "1", "Ed25519 and X25519 by Bouncy Castle");
        put("Signature.Ed25519", "org.bouncycastle.jcajce.provider.asymmetric.edec.SignatureSpi$Ed25519");
        put("KeyAgreement.X25519", FastAgreement.class.getName());
    }

    /** From here on in this process; again of no effect. */
    public static void install() {
        Security.insertProviderAt(new FastCurves(), 1);
    }
}
