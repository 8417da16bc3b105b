package org.wardround.simulation.exchange;

import org.wardround.privacy.release.Release;

/** Told of everything that leaves a site. Called from several threads. */
@FunctionalInterface
public interface ReleaseLog {
    /** Keeps nothing, for comparators and benchmarks. */
    ReleaseLog NONE = release -> {};

    void released(Release release);
}
