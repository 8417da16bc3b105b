package org.wardround.site.run;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Study;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.inference.statistics.CountRule;
import org.wardround.privacy.secure.PeerRules;
import org.wardround.protocol.message.Digests;
import org.wardround.protocol.v1.Joined;
import org.wardround.publish.counts.CountMode;

/**
 * What a hospital has said yes to. Immutable.
 *
 * @param hash of the study with all that belongs to it, as it was approved here
 * @param given what the study's files give
 * @param roster SHA-256 of the pinned roster
 * @param peers all sites that may take part, this one among them, by the keys that are pinned here
 * @param coordinator the key that signs receipts, as the roster has it
 * @param minimumPeers how many other sites must be in each sum under masks
 * @param counts how this site's counts enter Table 1
 */
public record SiteRunDefinition(
        String run,
        SiteId self,
        Sha256 hash,
        Study study,
        RunProgram.Given given,
        long seed,
        Sha256 roster,
        SortedMap<SiteId, VerifyingKey> peers,
        VerifyingKey coordinator,
        int minimumPeers,
        CountMode counts) {
    /** Version of the program of questions. */
    public static final int PROGRAM = 1;

    public SiteRunDefinition {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        if (!peers.containsKey(self)) {
            throw new IllegalArgumentException("'%s' is not among the sites of its own run".formatted(self));
        }
    }

    /** The same with another way of giving counts. */
    SiteRunDefinition counting(CountMode mode) {
        return new SiteRunDefinition(
                run, self, hash, study, given, seed, roster, peers, coordinator, minimumPeers, mode);
    }

    /** How this site gives the counts of its patients. */
    public CountRule countRule() {
        return counts.rule(study.data());
    }

    /** With the usual number of peers, and counts as they are. */
    public SiteRunDefinition(
            String run,
            SiteId self,
            Sha256 hash,
            Study study,
            RunProgram.Given given,
            long seed,
            Sha256 roster,
            SortedMap<SiteId, VerifyingKey> peers,
            VerifyingKey coordinator) {
        this(
                run,
                self,
                hash,
                study,
                given,
                seed,
                roster,
                peers,
                coordinator,
                PeerRules.DEFAULT_MINIMUM_PEERS,
                CountMode.SHOWN);
    }

    /** The other sites. */
    SortedSet<SiteId> peersBesides() {
        SortedSet<SiteId> others = new TreeSet<>(peers.keySet());
        others.remove(self);
        return others;
    }

    /** This site's yes. @param nonce 32 random bytes */
    Joined yes(byte[] nonce) {
        return Joined.newBuilder()
                .setRun(run)
                .setStudy(Digests.toBytes(hash))
                .setRoster(Digests.toBytes(roster))
                .setSite(self.name())
                .setNonce(ByteString.copyFrom(nonce))
                .build();
    }

    /** Shows names alone. */
    @Override
    public String toString() {
        return "SiteRunDefinition[%s of %s at %s]".formatted(run, study.name(), self);
    }
}
