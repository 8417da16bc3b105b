package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.SecureCodec;
import org.wardround.protocol.v1.SecureRequest;

/** Takes what sites send in the steps of a sum under masks, and closes steps with a word in the journal. Not thread-safe. */
final class MaskedSteps {
    private final RunRecord record;

    MaskedSteps(RunRecord record) {
        this.record = record;
    }

    /**
     * The round's sum under masks, in which the site still takes part.
     *
     * @throws FederationException OUT_OF_ORDER where the run has none, TOO_LATE where it goes on without the site
     */
    static SecureSum sum(OpenRound open, SiteId site) {
        @Nullable SecureSum sum = open.secure();
        if (sum == null) {
            throw new FederationException(ErrorCode.OUT_OF_ORDER, "the run takes no sums under masks");
        }
        if (!open.waitsFor(site)) {
            throw new FederationException(ErrorCode.TOO_LATE, "the sum goes on without the site");
        }
        return sum;
    }

    /** Whether there was something to take: a step that is closed hears nobody. */
    boolean take(OpenRound open, SiteId site, SecureRequest request) {
        SecureSum sum = sum(open, site);
        if (SecureCodec.step(request).compareTo(sum.step()) < 0) {
            return false;
        }
        if (request.hasInput()
                && open.answer(site)
                        .filter(answer -> Digests.toBytes(answer.digest())
                                .equals(request.getInput().getDigest()))
                        .isEmpty()) {
            throw new FederationException(ErrorCode.OUT_OF_ORDER, "the words with that digest have not come");
        }
        sum.add(request);
        return true;
    }

    /** Closes the steps that wait for nobody, each with what was sent in it. */
    void close(OpenRound open) {
        for (SecureSum sum = open.secure(); sum != null && !open.isOver() && sum.isComplete(); ) {
            sum.sent().forEach(request -> record.add(RunRecord.Type.SecureSent, request.toByteString()));
            record.add(RunRecord.Type.StepClosed, ByteString.EMPTY);
            open.closeStep();
        }
    }
}
