package org.wardround.coordinator.run;

import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.program.SteppedProgram;

/**
 * How a run ended.
 *
 * @param code null: finished
 * @param reason in words; empty where it is finished
 * @param finished what it came to; null unless it is finished
 */
public record RunEnd(
        @Nullable ErrorCode code, String reason, @Nullable Finished finished) {
    /** What it came to; null unless it is finished. */
    public RunProgram.@Nullable Done done() {
        return finished == null ? null : finished.done;
    }

    /** What a finished run came to, and how. */
    public record Finished(RunProgram.Done done, RunStory story) {}

    static RunEnd of(SteppedProgram.Step<RunProgram.Done> step, RunStory story) {
        if (step instanceof SteppedProgram.Step.Done<RunProgram.Done> done) {
            return new RunEnd(null, "", new Finished(done.value(), story));
        }
        Throwable failure = ((SteppedProgram.Step.Failed<RunProgram.Done>) step).failure();
        if (failure instanceof FederationException named) {
            return new RunEnd(named.code(), String.valueOf(named.getMessage()), null);
        }
        if (failure instanceof Error error) {
            // Memory or linkage: this process can't be trusted with anything more.
            throw error;
        }
        System.getLogger(RunEnd.class.getName()).log(System.Logger.Level.ERROR, "a run ended by a defect", failure);
        return new RunEnd(ErrorCode.INTERNAL, "a defect of the software; the coordinator's log says where", null);
    }

    public boolean isFinished() {
        return code == null;
    }
}
