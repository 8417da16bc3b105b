package org.wardround.simulation.attack;

import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundState;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.program.LocalTrainer;

/** Answers training tasks, for honest and dishonest sites alike. Called from several threads; a function of its arguments. */
@FunctionalInterface
public interface Saboteur {
    /** Everybody means well. */
    Saboteur NOBODY = (task, site, honest) -> honest.answer(task, site);

    /** Trainers of the same sites that answer as this one makes them. */
    default LocalTrainer over(LocalTrainer honest) {
        return new LocalTrainer() {
            @Override
            public LocalUpdate answer(TrainingTask task, SiteId site) {
                return Saboteur.this.answer(task, site, honest::answer);
            }

            @Override
            public void roundEnded(RoundState state) {
                honest.roundEnded(state);
            }
        };
    }

    /** What the site answers. */
    LocalUpdate answer(TrainingTask task, SiteId site, Training honest);

    /** What sites answer that do as they were asked. */
    @FunctionalInterface
    interface Training {
        LocalUpdate answer(TrainingTask task, SiteId site);
    }
}
