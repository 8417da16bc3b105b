package org.wardround.simulation.exchange;

import java.util.Optional;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.privacy.secure.SecureStep;

/** At which step of a secure sum a site goes away, to send nothing from it on; empty where it stays. */
@FunctionalInterface
public interface Leaving {
    Optional<SecureStep> at(SiteId site, RoundPlan plan);
}
