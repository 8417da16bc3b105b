package org.wardround.coordinator.membership;

import java.time.Instant;
import org.wardround.core.identity.SiteId;
import org.wardround.core.trust.VerifyingKey;

/**
 * A site that has enrolled and that the roster does not name with this key yet. Whether the key is the site's, people find out on the phone, by the words of
 * {@link VerifyingKey#fingerprint}.
 */
public record Candidate(SiteId site, VerifyingKey identity, Instant enrolled) {}
