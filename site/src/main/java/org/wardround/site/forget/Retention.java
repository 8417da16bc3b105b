package org.wardround.site.forget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Journal;
import org.wardround.site.run.ForgottenRuns;
import org.wardround.site.run.SiteRuns;
import org.wardround.study.problem.ProblemsException;

/**
 * Forgets studies by itself when the policy's time has passed since the end of their last run. Looks once an hour: what is due may wait, but not the polls between. Not thread-safe; no run may be worked on meanwhile.
 */
public final class Retention {
    /** In place of a person, in the receipt. */
    static final String PERSON = "policy.yaml, forgetAfterDays";

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Journal journal;
    private final Forgetting forgetting;
    private final IntSupplier days;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    /** @param days after which a study is forgotten, by the policy as it is then; 0: never */
    public Retention(Journal journal, Forgetting forgetting, IntSupplier days, InstantSource clock) {
        this.journal = journal;
        this.forgetting = forgetting;
        this.days = days;
        this.clock = clock;
    }

    /** To be called often while no run goes on. What can't be deleted is logged, and tried again in an hour. */
    public void look() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        int after;
        try {
            after = days.getAsInt();
        } catch (ProblemsException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "nothing is forgotten while policy.yaml has mistakes: {0}",
                    e.getMessage());
            return;
        }
        if (after == 0) {
            return;
        }
        Instant longAgo = now.minus(Duration.ofDays(after));
        lastEnds().forEach((study, end) -> {
            if (!end.isAfter(longAgo)) {
                forget(study, after);
            }
        });
    }

    private void forget(Sha256 study, int after) {
        try {
            if (forgetting.forget(study, PERSON, run -> false) instanceof Forgetting.Outcome.Done done) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "study {0}: {1} days after its last run it is forgotten, {2} runs and {3} files",
                        study.hex(),
                        after,
                        done.plan().runs().size(),
                        done.plan().files());
            }
        } catch (FederationException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "study {0} is due to be forgotten, and is not yet: {1}; tried again in an hour",
                    study.hex(),
                    e.getMessage());
        }
    }

    /** When the last run of each study ended; without those of which a run goes on. */
    private SortedMap<Sha256, Instant> lastEnds() {
        SortedMap<Sha256, Instant> ends = new TreeMap<>(Comparator.comparing(Sha256::hex));
        ForgottenRuns.studies(journal)
                .forEach((run, study) ->
                        ends.merge(study, SiteRuns.ended(journal, run).orElse(Instant.MAX), Retention::later));
        ends.values().removeIf(Instant.MAX::equals);
        return ends;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
