package org.wardround.privacy.secure.coordinator;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.privacy.secure.SecureSession;

/** What a closed phase hands on. */
final class Enough {
    private Enough() {}

    /** A copy, for the next phase; {@link IllegalStateException} with fewer than the threshold. */
    static <T> SortedMap<SiteId, T> of(SecureSession session, SortedMap<SiteId, T> collected) {
        if (collected.size() < session.threshold()) {
            throw new IllegalStateException(
                    "%d sites are needed, %d are in".formatted(session.threshold(), collected.size()));
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(collected));
    }
}
