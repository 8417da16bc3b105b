package org.wardround.coordinator.run;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundOutcome;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.v1.Lost;

/** Why a site has no part, as it is written down. */
final class Losses {
    private Losses() {}

    static Lost toMessage(SiteId site, RoundOutcome.Loss loss) {
        return Lost.newBuilder()
                .setSite(site.name())
                .setCode(loss.code().name())
                .setReason(loss.reason())
                .build();
    }

    static RoundOutcome.Loss of(Lost lost) {
        return new RoundOutcome.Loss(ErrorCode.valueOf(lost.getCode()), lost.getReason());
    }

    /** As much of a reason as a message holds. */
    static String shortened(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= Limits.REASON_CHARACTERS ? line : line.substring(0, Limits.REASON_CHARACTERS - 1) + "…";
    }
}
