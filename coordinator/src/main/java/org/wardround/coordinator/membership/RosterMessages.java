package org.wardround.coordinator.membership;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.SignedRoster;
import org.wardround.protocol.v1.RosterReply;

/** Rosters as the protocol carries them. Stateless. */
final class RosterMessages {
    private static final int ROSTER_BYTES = 163_840;
    private static final int SIGNATURES_BYTES = 16_384;
    private static final int MOST_ROSTERS = 256;

    /** Below the 1,024 KiB of a reply, for what stands around the rosters. */
    private static final int REPLY_BYTES = 1000 * 1024;

    private static final int OVERHEAD_BYTES = 32;

    private RosterMessages() {}

    static org.wardround.protocol.v1.SignedRoster of(SignedRoster roster) {
        return org.wardround.protocol.v1.SignedRoster.newBuilder()
                .setRoster(ByteString.copyFrom(roster.bytes()))
                .setSignatures(ByteString.copyFromUtf8(roster.signatures().text()))
                .build();
    }

    /** Those after number {@code held}, as many as fit. @param rosters from number 1 on */
    static RosterReply reply(List<SignedRoster> rosters, int held) {
        RosterReply.Builder reply = RosterReply.newBuilder().setNewest(rosters.size());
        int bytes = 0;
        for (int next = held; next < rosters.size() && reply.getRostersCount() < MOST_ROSTERS; next++) {
            org.wardround.protocol.v1.SignedRoster message = of(rosters.get(next));
            bytes += message.getSerializedSize() + OVERHEAD_BYTES;
            if (bytes > REPLY_BYTES) {
                break;
            }
            reply.addRosters(message);
        }
        return reply.build();
    }

    /** Why no message can carry it; empty where one can. */
    static Optional<Refusal> tooLarge(SignedRoster roster) {
        boolean fits = roster.bytes().length <= ROSTER_BYTES
                && roster.signatures().text().length() <= SIGNATURES_BYTES;
        return fits
                ? Optional.empty()
                : Optional.of(new Refusal(
                        ErrorCode.ROSTER_INVALID,
                        "the roster has more than %d bytes, or its signatures more than %d, and would reach no site"
                                .formatted(ROSTER_BYTES, SIGNATURES_BYTES)));
    }
}
