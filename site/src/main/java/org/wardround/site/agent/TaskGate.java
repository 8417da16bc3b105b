package org.wardround.site.agent;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.task.TaskKind;

/** Whether this site may answer a run now. Asked before each answer is worked out and again before it is sent, on the run's thread. */
@FunctionalInterface
public interface TaskGate {
    /** Always. */
    TaskGate OPEN = Verdict.Open::new;

    /** What the site says to itself; reasons hold no patient's value. */
    sealed interface Verdict {
        record Open() implements Verdict {}

        /** Not at this hour, say: the question is kept and tried again. */
        record Later(String reason) implements Verdict {}

        /** The question is refused. The next one is held against the gate again. */
        record No(ErrorCode code, String reason) implements Verdict {}
    }

    Verdict ask();

    /** The same for a question of this kind. */
    default Verdict ask(TaskKind kind) {
        return ask();
    }
}
