package org.wardround.coordinator.run;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Study;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.RunOffered;

/**
 * What a run is: a study, a seed, and who is invited. Immutable.
 *
 * @param run its name, 1 to 64 of a-z, 0-9 and -
 * @param hash of the study with all that belongs to it: what sites approve
 * @param given what the study's files give
 * @param roster SHA-256 of the roster that the run binds to
 * @param invited sites, by the keys under which that roster knows them
 */
public record RunDefinition(
        String run,
        Sha256 hash,
        Study study,
        RunProgram.Given given,
        long seed,
        Sha256 roster,
        SortedMap<SiteId, VerifyingKey> invited,
        Timing timing) {
    /** Version of the program of questions; a run is finished by the version that began it. */
    public static final int PROGRAM = 1;

    public RunDefinition {
        invited = Collections.unmodifiableSortedMap(new TreeMap<>(invited));
        if (invited.isEmpty()) {
            throw new IllegalArgumentException("a run invites at least one site");
        }
    }

    /**
     * How long the coordinator waits. Each is above zero; they count from the start anew after a restart, so that nobody is lost by one.
     *
     * @param join for the yes or no of the invited
     * @param round for the answers of a training round
     * @param patience for the answers of a round that needs all sites
     */
    public record Timing(Duration join, Duration round, Duration patience) {
        public static final Timing USUAL = new Timing(Duration.ofDays(7), Duration.ofMinutes(30), Duration.ofHours(6));
    }

    /** What the invited are told. */
    public RunOffered offer() {
        RunOffered.Builder offer = RunOffered.newBuilder()
                .setRun(run)
                .setStudy(Digests.toBytes(hash))
                .setRoster(Digests.toBytes(roster))
                .setSeed(seed)
                .setProgram(PROGRAM)
                .setJoinMillis(timing.join.toMillis());
        invited.keySet().forEach(site -> offer.addSites(site.name()));
        return offer.build();
    }

    /** Shows names alone. */
    @Override
    public String toString() {
        return "RunDefinition[%s of %s over %s]".formatted(run, study.name(), invited.keySet());
    }
}
