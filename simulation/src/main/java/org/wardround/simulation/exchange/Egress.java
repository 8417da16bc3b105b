package org.wardround.simulation.exchange;

import org.wardround.core.identity.Sha256;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.Words;
import org.wardround.privacy.release.PerSiteRelease;
import org.wardround.privacy.release.Release;
import org.wardround.privacy.release.SumRelease;

/** The one exit of the virtual sites: stages a release's words, adds those that are to be added, and tells the log what left. */
final class Egress {
    private final ReleaseLog log;

    Egress(ReleaseLog log) {
        this.log = log;
    }

    void add(SumRelease release, Accumulator sum) {
        sum.add(staged(release));
    }

    /** The words of what goes into a sum, as they arrive. */
    StagedSum stage(SumRelease release) {
        StagedWords words = new StagedWords();
        Sha256 digest = release.writeHashed(words::append);
        log.released(release);
        return new StagedSum(words, digest);
    }

    /** The words of one site's own update, as they arrive. */
    Words stage(PerSiteRelease release) {
        return staged(release);
    }

    private Words staged(Release release) {
        StagedWords staged = new StagedWords();
        release.writeTo(staged::append);
        log.released(release);
        return staged;
    }
}
