package org.wardround.site.run;

import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SteppedProgram;
import org.wardround.protocol.v1.Ended;

/**
 * How a run ended at the site.
 *
 * @param code null: finished
 * @param done what the site's own program came to; null where it did not come to its end
 * @param told whether the coordinator has said that the run is over
 */
public record SiteRunEnd(@Nullable ErrorCode code, String reason, RunProgram.@Nullable Done done, boolean told) {
    static SiteRunEnd of(SteppedProgram.Step<RunProgram.Done> step) {
        if (step instanceof SteppedProgram.Step.Done<RunProgram.Done> done) {
            return new SiteRunEnd(null, "", done.value(), false);
        }
        Throwable failure = ((SteppedProgram.Step.Failed<RunProgram.Done>) step).failure();
        if (failure instanceof FederationException named) {
            return new SiteRunEnd(named.code(), String.valueOf(named.getMessage()), null, false);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        System.getLogger(SiteRunEnd.class.getName()).log(System.Logger.Level.ERROR, "a run ended by a defect", failure);
        return new SiteRunEnd(ErrorCode.INTERNAL, "a defect of the software; the site's log says where", null, false);
    }

    /** What the coordinator says, but where the site's own program has ended by a code: it knows why better. */
    static SiteRunEnd told(Ended line, @Nullable SiteRunEnd own) {
        if (own != null && own.code != null) {
            return new SiteRunEnd(own.code, own.reason, null, true);
        }
        ErrorCode code = line.getCode().isEmpty() ? null : ErrorCode.valueOf(line.getCode());
        return new SiteRunEnd(code, line.getReason(), own == null ? null : own.done(), true);
    }
}
