package org.wardround.site.agent;

import org.wardround.core.dataset.Table;
import org.wardround.core.error.ErrorCode;
import org.wardround.protocol.v1.RunOffered;
import org.wardround.protocol.v1.StudyOffered;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.run.Answerer;
import org.wardround.site.run.OwnProcess;
import org.wardround.site.run.SiteRunDefinition;

/** What the hospital says to a run that is offered. Called from several threads. */
public interface RunDecider {
    /** A yes or a no, or nothing yet. */
    sealed interface Decision {
        /**
         * @param answerers work out the answers, from the snapshot of the hospital's rows for this run
         * @param gate asked before each answer
         * @param keeper told at the run's end
         * @param cohort whom the answers are about
         */
        record Join(
                SiteRunDefinition definition,
                Answerer.Maker answerers,
                TaskGate gate,
                RunKeeper keeper,
                RunCohort cohort)
                implements Decision {
            /** Of a cohort that is not looked at. */
            public Join(SiteRunDefinition definition, Answerer.Maker answerers, TaskGate gate, RunKeeper keeper) {
                this(definition, answerers, gate, keeper, RunCohort.UNKNOWN);
            }

            /** Nothing stands in the way of an answer, and nothing is kept. */
            public Join(SiteRunDefinition definition, Answerer.Maker answerers) {
                this(definition, answerers, TaskGate.OPEN, RunKeeper.NONE);
            }

            /** Answers are worked out in this process. */
            public Join(SiteRunDefinition definition, Table table) {
                this(definition, OwnProcess.with(table));
            }
        }

        /** @param reason without any patient's value */
        record Decline(ErrorCode code, String reason) implements Decision {}

        /** A person has not decided yet. */
        record Wait() implements Decision {}
    }

    /** The coordinator has rosters up to this number; new ones are fetched, and wait for the hospital's yes. */
    void rosterKnown(int newest);

    /** A study is offered for approval; it is fetched and kept for people to look at. */
    void offered(StudyOffered study);

    Decision decide(RunOffered run);

    /** For a run that the hospital has joined before, after a restart. The snapshot is the one of then. */
    Decision.Join resume(RunOffered run);

    /** Nothing more comes of a run: what was kept for it alone may go. Called again at each start. */
    default void over(String run) {}
}
