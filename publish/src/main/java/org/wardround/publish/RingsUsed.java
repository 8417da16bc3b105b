package org.wardround.publish;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wardround.core.round.RoundState;
import org.wardround.core.sum.Ring;
import org.wardround.core.task.ReleaseKind;
import org.wardround.inference.program.Question;
import org.wardround.inference.program.Rounds;

/** The integers in which a run really took its sums: those of each round that counted. Not thread-safe; one run each. */
public final class RingsUsed implements Rounds.RoundLog {
    private final Set<Ring> used = EnumSet.noneOf(Ring.class);

    @Override
    public void ended(Question question, RoundState state) {
        if (state instanceof RoundState.Committed && question.plan().release() == ReleaseKind.SUM) {
            used.add(question.layout().ring());
        }
    }

    /** How many bits each has, the least first; none before the first sum. */
    public List<Integer> bits() {
        return used.stream().map(Ring::bits).sorted().toList();
    }
}
