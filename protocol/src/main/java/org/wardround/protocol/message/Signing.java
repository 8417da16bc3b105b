package org.wardround.protocol.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.v1.Signed;

/** Content with its signature. */
public final class Signing {
    private Signing() {}

    public static Signed sign(SigningKey key, SigningDomain domain, Message content) {
        ByteString bytes = content.toByteString();
        Signature signature = key.sign(domain, bytes.toByteArray());
        return Signed.newBuilder()
                .setContent(bytes)
                .setSignature(ByteString.copyFrom(signature.bytes()))
                .build();
    }

    /**
     * @param who for the message, such as {@code site cleveland}
     * @throws FederationException SIGNATURE_INVALID
     */
    public static void check(Signed signed, SigningDomain domain, VerifyingKey key, String who) {
        Signature signature = Signature.of(signed.getSignature().toByteArray());
        if (!key.verifies(domain, signed.getContent().toByteArray(), signature)) {
            throw new FederationException(
                    ErrorCode.SIGNATURE_INVALID, "the signature is not that of %s over this content".formatted(who));
        }
    }
}
