package org.wardround.privacy.secure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.MaskedSum;
import org.wardround.core.sum.Ring;
import org.wardround.core.trust.VerifyingKey;

/**
 * One secure sum. Each side makes the session for itself, from the study that it approved and the history that it holds, and ties every key, signature and sealed message to its {@link #id()}: whoever was
 * told of another model, roster, question or round has another id, his signatures don't hold and his masks don't cancel. Immutable.
 */
public final class SecureSession {
    private static final String DOMAIN = "wardround/v1/secure-session";

    private final SessionTerms terms;
    private final List<SiteId> inOrder;
    private final Sha256 id;

    public SecureSession(SessionTerms terms) {
        this.terms = terms;
        this.inOrder = List.copyOf(new ArrayList<>(terms.sites().keySet()));
        this.id = Sha256.of(bytes(terms, threshold()));
    }

    private static byte[] bytes(SessionTerms terms, int threshold) {
        CanonicalBytes fields = new CanonicalBytes()
                .text(DOMAIN)
                .text(terms.run())
                .number(terms.round())
                .number(terms.attempt())
                .digest(terms.roster())
                .digest(terms.plan())
                .digest(terms.history())
                .digest(terms.question())
                .number(terms.sites().size())
                .number(threshold);
        terms.sites().forEach((site, key) -> fields.text(site.name()).bytes(key.bytes()));
        return fields.number((long) terms.ring().wordBytes() * Byte.SIZE)
                .number(terms.words())
                .text(terms.noise())
                .toArray();
    }

    public SessionTerms terms() {
        return terms;
    }

    /** The hash of all terms and the threshold. */
    public Sha256 id() {
        return id;
    }

    /** Who is invited, with the identity key of each. */
    public SortedMap<SiteId, VerifyingKey> sites() {
        return terms.sites();
    }

    public Ring ring() {
        return terms.ring();
    }

    /** How many sites must take part in every step, as {@link MaskedSum#threshold} says. */
    public int threshold() {
        return MaskedSum.threshold(inOrder.size());
    }

    /** The site's number, from 1, in the order of names: the place at which it holds shares. */
    public int number(SiteId site) {
        int index = Collections.binarySearch(inOrder, site);
        if (index < 0) {
            throw notInvited(site);
        }
        return index + 1;
    }

    /** The site's identity key. */
    public VerifyingKey identity(SiteId site) {
        VerifyingKey key = terms.sites().get(site);
        if (key == null) {
            throw notInvited(site);
        }
        return key;
    }

    private static IllegalArgumentException notInvited(SiteId site) {
        return new IllegalArgumentException("%s is not invited".formatted(site));
    }

    @Override
    public String toString() {
        return "SecureSession[%s, round %d, attempt %d]".formatted(terms.run(), terms.round(), terms.attempt());
    }
}
