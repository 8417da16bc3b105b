package org.wardround.privacy.secure.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.Words;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.MaskKey;
import org.wardround.privacy.crypto.MaskedWords;
import org.wardround.privacy.secure.Derivation;
import org.wardround.privacy.secure.InputNotice;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.SecureSession;

/**
 * Step 2: the site masks its words and sends them: its own mask, plus the mask that it has in common with each site after it in the order of names, minus those with each before it.
 */
public final class Masking {
    private final Participant self;
    private final SortedMap<SiteId, KeyAdvertisement> advertised;
    private final SortedMap<SiteId, HeldShares> held;

    Masking(Participant self, SortedMap<SiteId, KeyAdvertisement> advertised, SortedMap<SiteId, HeldShares> held) {
        this.self = self;
        this.advertised = advertised;
        this.held = Collections.unmodifiableSortedMap(held);
    }

    /** Whose shares this site holds, its own among them: no other site can be in the sum. */
    public SortedSet<SiteId> dealers() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(held.keySet()));
    }

    /**
     * The words under masks, which may leave. A mask serves once: one session, one vector.
     *
     * @param words of the session's length
     * @return a view that computes its blocks when they are read; for one reader
     */
    public Words mask(Words words) {
        SecureSession session = self.session();
        if (words.length() != session.terms().words()) {
            throw new IllegalArgumentException("the session is over %d words, got %d"
                    .formatted(session.terms().words(), words.length()));
        }
        AgreementKey key = AgreementKey.of(self.keys().maskKey());
        List<MaskKey> added = new ArrayList<>();
        List<MaskKey> subtracted = new ArrayList<>();
        byte[] selfMask = self.keys().selfMask();
        added.add(Derivation.selfMask(session, selfMask, self.site()));
        Arrays.fill(selfMask, (byte) 0);
        for (SiteId peer : held.keySet()) {
            if (!peer.equals(self.site())) {
                byte[] agreed = key.agree(
                                Objects.requireNonNull(advertised.get(peer)).mask())
                        .orElseThrow(() -> new IllegalStateException("a checked key is weak"));
                (self.site().compareTo(peer) < 0 ? added : subtracted)
                        .add(Derivation.pairMask(session, agreed, self.site(), peer));
                Arrays.fill(agreed, (byte) 0);
            }
        }
        return new MaskedWords(words, session.ring(), added, subtracted);
    }

    /**
     * The masked words are stored.
     *
     * @param digest of the masked words as they travel
     */
    public Confirming onStored(Sha256 digest) {
        return new Confirming(self, held, InputNotice.sign(self.session(), self.site(), digest, self.identity()));
    }
}
