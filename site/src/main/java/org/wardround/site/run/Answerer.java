package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.SortedSet;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Ring;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.LocalUpdate;
import org.wardround.core.vector.Vector;
import org.wardround.inference.program.Members;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.RunProgram;
import org.wardround.protocol.message.StoredWords;

/**
 * Who works out a run's raw answers from the site's rows: the agent's own process or another one. Whatever it gives is bounded and protected by {@link SiteRun}
 * before it leaves. One thread at a time.
 */
public interface Answerer extends AutoCloseable {
    /** Opens one, at the start of a run and each time it is brought back. */
    @FunctionalInterface
    interface Maker {
        Answerer make(SiteRunDefinition definition);
    }

    /**
     * What comes of a question.
     *
     * @param update by the question's layout
     * @param carried what the site's next answer starts from, if this one counts; empty where nothing is carried
     */
    record Raw(LocalUpdate update, Vector carried) {
        /** Shows no values. */
        @Override
        public String toString() {
            return "Raw[%s]".formatted(update);
        }
    }

    /** The sites with what the agent's own program has at hand: a table, or the number of its rows alone. */
    Members members(SortedSet<SiteId> sites);

    /** The part of the agent's own program that only who has rows can do. */
    RunProgram.Learning learning();

    /**
     * The next line of the transcript, which was checked. Called for each, from the first on.
     *
     * @param ring in which the answers of the round were added that it ends
     * @param stored gives words that do not stand in it, for as long as the run is open
     */
    void told(ByteString line, Ring ring, StoredWords stored);

    /**
     * The site's answer to the question that follows from the lines told.
     *
     * @param carried from the site's last answer that counted; empty where nothing is
     * @throws TaskRefusedException where there is none
     */
    Raw answer(Question question, Vector carried);

    /**
     * What the hospital itself may see of the run, which has come to its end; asked after its last line. Empty where nobody here works that out.
     *
     * @param figures whether it is wanted, too, what the hospital may publish about itself
     * @throws FederationException WORKER_FAILED where it could not be worked out
     */
    default Optional<OwnResults> own(RunTimes times, boolean figures) {
        return Optional.empty();
    }

    /** Ends what computes. */
    @Override
    void close();
}
