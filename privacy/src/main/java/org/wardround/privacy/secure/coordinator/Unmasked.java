package org.wardround.privacy.secure.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.SummedWords;
import org.wardround.core.sum.Words;
import org.wardround.privacy.crypto.AgreementKey;
import org.wardround.privacy.crypto.MaskKey;
import org.wardround.privacy.crypto.MaskedWords;
import org.wardround.privacy.secure.Derivation;
import org.wardround.privacy.secure.KeyAdvertisement;
import org.wardround.privacy.secure.SecureSession;

/**
 * What takes the masks off the sum of the survivors' words: their own masks, and what the sites that were lost left in the others' words. Masks that two survivors have in
 * common have cancelled each other. Not thread-safe.
 */
public final class Unmasked {
    private final SecureSession session;
    private final Set<SiteId> survivors;
    private final List<MaskKey> added;
    private final List<MaskKey> subtracted;

    private Unmasked(SecureSession session, Set<SiteId> survivors, List<MaskKey> added, List<MaskKey> subtracted) {
        this.session = session;
        this.survivors = survivors;
        this.added = added;
        this.subtracted = subtracted;
    }

    static Unmasked of(
            SecureSession session,
            SortedMap<SiteId, byte[]> selfMasks,
            SortedMap<SiteId, AgreementKey> maskKeys,
            SortedMap<SiteId, KeyAdvertisement> advertised) {
        List<MaskKey> added = new ArrayList<>();
        List<MaskKey> subtracted = new ArrayList<>();
        selfMasks.forEach((site, secret) -> added.add(Derivation.selfMask(session, secret, site)));
        maskKeys.forEach((lost, key) -> selfMasks.keySet().forEach(survivor -> {
            byte[] agreed = key.agree(
                            Objects.requireNonNull(advertised.get(survivor)).mask())
                    .orElseThrow(() -> new IllegalStateException("a checked key is weak"));
            // As the survivor did: plus where the other comes after it.
            (survivor.compareTo(lost) < 0 ? added : subtracted)
                    .add(Derivation.pairMask(session, agreed, survivor, lost));
        }));
        return new Unmasked(session, new TreeSet<>(selfMasks.keySet()), added, subtracted);
    }

    /**
     * The sum of the survivors' words without masks, taken block by block as it is read; for one reader.
     *
     * @param masked the masked words of each survivor, and of nobody else
     */
    public Words sum(SortedMap<SiteId, ? extends Words> masked) {
        if (!masked.keySet().equals(survivors)) {
            throw new IllegalArgumentException(
                    "the words of %s are needed, got those of %s".formatted(survivors, masked.keySet()));
        }
        // What was added comes off, and the other way round.
        return new MaskedWords(new SummedWords(List.copyOf(masked.values())), session.ring(), subtracted, added);
    }
}
