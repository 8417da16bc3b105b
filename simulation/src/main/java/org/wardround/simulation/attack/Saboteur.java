package org.wardround.simulation.attack;

import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.update.LocalUpdate;

/** Answers training tasks, for honest and dishonest sites alike. Called from several threads; a function of its arguments. */
@FunctionalInterface
public interface Saboteur {
    /** Everybody means well. */
    Saboteur NOBODY = (task, site, honest) -> honest.answer(task, site);

    /** What the site answers. */
    LocalUpdate answer(TrainingTask task, SiteId site, Training honest);

    /** What sites answer that do as they were asked. */
    @FunctionalInterface
    interface Training {
        LocalUpdate answer(TrainingTask task, SiteId site);
    }
}
