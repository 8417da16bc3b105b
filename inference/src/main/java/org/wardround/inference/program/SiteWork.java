package org.wardround.inference.program;

import org.wardround.core.identity.SiteId;
import org.wardround.core.task.TaskRefusedException;
import org.wardround.core.update.LocalUpdate;

/** What a site does to answer a question. Called once for each site, from several threads; throws {@link TaskRefusedException} where it has no answer. */
@FunctionalInterface
public interface SiteWork {
    LocalUpdate compute(SiteId site);
}
