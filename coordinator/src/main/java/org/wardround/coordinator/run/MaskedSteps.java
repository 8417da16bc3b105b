package org.wardround.coordinator.run;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.SecureStep;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.message.SecureCodec;
import org.wardround.protocol.v1.SecureRequest;
import org.wardround.protocol.v1.SubmitRequest;

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
        if (request.hasInput() && open.answer(site).isEmpty()) {
            throw new FederationException(ErrorCode.OUT_OF_ORDER, "the words come first, by Submit");
        }
        sum.add(request);
        return true;
    }

    /**
     * With the words of an answer, which is taken only where it is signed for the open sum.
     *
     * @throws FederationException OUT_OF_ORDER where it is not the time of words, SECURE_SUM_REFUSED where a check fails
     */
    void takeWords(OpenRound open, SiteId site, SubmitRequest request, Sha256 digest) {
        if (open.secure() == null) {
            return;
        }
        SecureSum sum = sum(open, site);
        boolean signed = request.getInput().getSite().equals(site.name())
                && request.getInput().getDigest().equals(Digests.toBytes(digest));
        if (sum.step() != SecureStep.INPUT || !signed) {
            throw new FederationException(
                    ErrorCode.OUT_OF_ORDER,
                    "words under masks come in the step INPUT with their signed digest, the sum is at %s"
                            .formatted(sum.step()));
        }
        sum.add(SecureRequest.newBuilder().setInput(request.getInput()).build());
    }

    /** Beside the answer; in a run without masks nothing, whatever the site has sent. */
    void recordWords(OpenRound open, SubmitRequest request) {
        if (open.secure() != null) {
            record.add(
                    RunRecord.Type.SecureSent,
                    SecureRequest.newBuilder()
                            .setInput(request.getInput())
                            .build()
                            .toByteString());
        }
    }

    /** Closes the steps that wait for nobody, each with what was sent in it. */
    void close(OpenRound open) {
        for (SecureSum sum = open.secure(); sum != null && !open.isOver() && sum.isComplete(); ) {
            if (sum.step() != SecureStep.INPUT) {
                sum.sent().forEach(request -> record.add(RunRecord.Type.SecureSent, request.toByteString()));
            }
            record.add(RunRecord.Type.StepClosed, ByteString.EMPTY);
            open.closeStep();
        }
    }
}
