package org.wardround.coordinator.run;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.SigningDomain;
import org.wardround.core.trust.SigningKey;
import org.wardround.protocol.message.Signing;
import org.wardround.protocol.v1.Receipt;
import org.wardround.protocol.v1.Signed;
import org.wardround.protocol.v1.Submission;

/** The last receipt of each site: the same answer again gets the same. Not thread-safe. */
final class Receipts {
    private final SigningKey key;
    private final InstantSource clock;
    private final Map<SiteId, Signed> bySite = new HashMap<>();

    Receipts(SigningKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * What this answer got before; empty for a new one.
     *
     * @throws FederationException ALREADY_ANSWERED where another answer of the round was taken
     */
    Optional<Signed> given(SiteId site, Submission answer) {
        Signed receipt = bySite.get(site);
        if (receipt == null) {
            return Optional.empty();
        }
        Receipt given = RunRecord.parsed(Receipt.parser(), receipt.getContent());
        if (given.getRound() != answer.getRound()) {
            return Optional.empty();
        }
        if (!given.getDigest().equals(answer.getDigest())) {
            throw new FederationException(ErrorCode.ALREADY_ANSWERED, "another answer of this round was taken before");
        }
        return Optional.of(receipt);
    }

    Signed make(Submission answer) {
        Receipt receipt = Receipt.newBuilder()
                .setSite(answer.getSite())
                .setRun(answer.getRun())
                .setRound(answer.getRound())
                .setDigest(answer.getDigest())
                .setLogLength(answer.getLogLength())
                .setLogHead(answer.getLogHead())
                .setAcceptedMillis(clock.millis())
                .build();
        return Signing.sign(key, SigningDomain.RECEIPT, receipt);
    }

    void put(SiteId site, Signed receipt) {
        bySite.put(site, receipt);
    }
}
