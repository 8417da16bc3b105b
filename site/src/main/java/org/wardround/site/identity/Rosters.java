package org.wardround.site.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.SignedRoster;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.RosterReply;
import org.wardround.protocol.v1.RosterRequest;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.roster.RosterFile;

/** Gets rosters from a coordinator. Stateless. */
public final class Rosters {
    /** More than that in one go is no federation's. */
    private static final int MOST_BYTES = 64 << 20;

    private Rosters() {}

    /**
     * Brings {@code pins} up to the coordinator's newest. What came is kept and waits for the site's yes.
     *
     * @throws FederationException by a code that begins with ROSTER_ where one does not follow; those before it are kept. Or as {@link Transport} says
     */
    public static void update(Transport transport, RosterPins pins) throws IOException {
        pins.offer(after(transport, pins.held())).ifPresent(refusal -> {
            throw new FederationException(refusal.code(), refusal.message());
        });
    }

    /** All rosters after number {@code held}, as the coordinator tells them: nothing of them is checked but their form. */
    static List<SignedRoster> after(Transport transport, int held) {
        List<SignedRoster> rosters = new ArrayList<>();
        long bytes = 0;
        int newest;
        do {
            int known = held + rosters.size();
            RosterReply reply = (RosterReply) transport.call(
                    Method.ROSTER, RosterRequest.newBuilder().setHeld(known).build());
            newest = reply.getNewest();
            bytes += reply.getSerializedSize();
            if (bytes > MOST_BYTES || newest > known && reply.getRostersCount() == 0) {
                throw new FederationException(
                        ErrorCode.ROSTER_MISSING,
                        "the coordinator names roster %d and does not send what comes after roster %d"
                                .formatted(newest, known));
            }
            reply.getRostersList().forEach(message -> rosters.add(of(message)));
        } while (held + rosters.size() < newest);
        return rosters;
    }

    /** @throws FederationException ROSTER_INVALID where it is not written as rosters are */
    static SignedRoster of(org.wardround.protocol.v1.SignedRoster message) {
        try {
            return RosterFile.read(
                    Path.of("roster"),
                    message.getRoster().toByteArray(),
                    message.getSignatures().toByteArray());
        } catch (ProblemsException e) {
            throw new FederationException(
                    ErrorCode.ROSTER_INVALID, "the coordinator sent a roster that is none: " + e.getMessage(), e);
        }
    }
}
