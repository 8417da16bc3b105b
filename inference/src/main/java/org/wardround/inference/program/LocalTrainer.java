package org.wardround.inference.program;

import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.LocalUpdate;

/**
 * The sites' part of a training, for those whose tables are at hand. Answers of different sites may be asked for at once; {@link #roundEnded} is not called
 * beside them.
 */
public interface LocalTrainer {
    /** Who has no table trains nothing. */
    LocalTrainer NONE = new LocalTrainer() {
        @Override
        public LocalUpdate answer(TrainingTask task, SiteId site) {
            throw new IllegalStateException("no table of site '%s' is at hand".formatted(site));
        }

        @Override
        public void roundEnded(RoundState state) {}
    };

    /** The site's answer; throws {@link TaskRefusedException} where it has none. */
    LocalUpdate answer(TrainingTask task, SiteId site);

    /** What the contributors of a committed round carry on becomes current; the rest is forgotten. */
    void roundEnded(RoundState state);

    /** Makes one once the sites have been described. */
    interface Maker {
        /** @param learnt the tables at hand, on the scale on which the outcome is learnt */
        LocalTrainer make(Describe.Description description, Members learnt);

        /**
         * The chance of sums with noise that are asked before training.
         *
         * @param sites of the run, all of whom are asked
         */
        default StepPrivacy.Source statistics(int sites) {
            throw new IllegalStateException("no noise is at hand");
        }
    }
}
