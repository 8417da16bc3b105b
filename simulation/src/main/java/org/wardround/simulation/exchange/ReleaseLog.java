package org.wardround.simulation.exchange;

import org.wardround.core.identity.Sha256;
import org.wardround.privacy.release.Release;

/** Told of everything that leaves a site. Called from several threads. */
@FunctionalInterface
public interface ReleaseLog {
    /** Keeps nothing, for comparators and benchmarks. */
    ReleaseLog NONE = (release, digest) -> {};

    void released(Release release, Sha256 digest);
}
