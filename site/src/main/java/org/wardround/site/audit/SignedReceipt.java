package org.wardround.site.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import java.util.Optional;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Bytes;
import org.wardround.core.trust.Signature;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;

/**
 * A coordinator's receipt for an answer, as the protocol's {@code Signed} carries it: it says up to where the coordinator has seen this site's log.
 * Immutable.
 *
 * @param site whose answer it was
 * @param digest of the answer
 * @param log the site's log as the answer named it
 */
public record SignedReceipt(
        String site, String run, int round, Sha256 digest, AuditHead log, Bytes content, Signature signature) {
    /** Reads the bytes of a {@code Signed} with a {@code Receipt}; empty where they are none. Whether it is genuine is not asked. */
    public static Optional<SignedReceipt> read(Bytes signed) {
        try {
            Signed envelope = Signed.parseFrom(signed.toArray());
            Receipt receipt = Receipt.parseFrom(envelope.getContent());
            return Optional.of(new SignedReceipt(
                    receipt.getSite(),
                    receipt.getRun(),
                    receipt.getRound(),
                    Digests.of(receipt.getDigest()),
                    new AuditHead(receipt.getLogLength(), Digests.of(receipt.getLogHead())),
                    Bytes.copyOf(envelope.getContent().toByteArray()),
                    Signature.of(envelope.getSignature().toByteArray())));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same in base64, as the log writes it. */
    public static Optional<SignedReceipt> read(String base64) {
        try {
            return read(Bytes.copyOf(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the holder of {@code coordinator} signed it. */
    public boolean isSignedBy(VerifyingKey coordinator) {
        return coordinator.verifies(SigningDomain.RECEIPT, content.toArray(), signature);
    }
}
