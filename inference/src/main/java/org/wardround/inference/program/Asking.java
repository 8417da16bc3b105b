package org.wardround.inference.program;

import java.util.function.Function;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/** Asks every site of a run and gives the sum of their answers. */
@FunctionalInterface
public interface Asking {
    /** @param answer of one site; may be called from several threads */
    Sum ask(SumLayout layout, Function<SiteId, LocalUpdate> answer);
}
